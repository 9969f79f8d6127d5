//! Whole-number geometry, so that a coin has the same face on every device whatever its processor makes of fractions.
//!
//! Lengths are hundredths of a unit in a square of 100 by 100 units; angles are whole degrees.

/// Hundredths of a unit.
pub(super) type Length = i32;
/// A place on the face, in hundredths of a unit from the upper left corner.
pub type Point = (i32, i32);

pub(super) const MIDDLE: Length = 50_00;
/// Degrees between two points of a ring or of the heart.
const STEP_DEGREES: i32 = 4;
/// What the table below counts as one.
const ONE: i32 = 10_000;

/// Sines of 0 to 90 degrees, in ten-thousandths.
#[rustfmt::skip]
const SINES: [i32; 91] = [
    0, 175, 349, 523, 698, 872, 1_045, 1_219, 1_392, 1_564, 1_736, 1_908, 2_079,
    2_250, 2_419, 2_588, 2_756, 2_924, 3_090, 3_256, 3_420, 3_584, 3_746, 3_907, 4_067, 4_226,
    4_384, 4_540, 4_695, 4_848, 5_000, 5_150, 5_299, 5_446, 5_592, 5_736, 5_878, 6_018, 6_157,
    6_293, 6_428, 6_561, 6_691, 6_820, 6_947, 7_071, 7_193, 7_314, 7_431, 7_547, 7_660, 7_771,
    7_880, 7_986, 8_090, 8_192, 8_290, 8_387, 8_480, 8_572, 8_660, 8_746, 8_829, 8_910, 8_988,
    9_063, 9_135, 9_205, 9_272, 9_336, 9_397, 9_455, 9_511, 9_563, 9_613, 9_659, 9_703, 9_744,
    9_781, 9_816, 9_848, 9_877, 9_903, 9_925, 9_945, 9_962, 9_976, 9_986, 9_994, 9_998, 10_000,
];

fn sine(degrees: i32) -> i32 {
    let degrees = degrees.rem_euclid(360);
    let (within, sign) = if degrees < 180 { (degrees, 1) } else { (degrees - 180, -1) };
    let within = if within > 90 { 180 - within } else { within };
    sign * SINES[within.unsigned_abs() as usize]
}

fn cosine(degrees: i32) -> i32 {
    sine(degrees + 90)
}

/// A length times a sine or cosine, rounded away from zero at the half.
fn times(length: Length, ratio: i32) -> Length {
    let product = length * ratio;
    (product + product.signum() * ONE / 2) / ONE
}

/// The place that lies in a direction (0 is right, 90 is down) at a distance from the middle.
fn at(degrees: i32, distance: Length) -> Point {
    (MIDDLE + times(distance, cosine(degrees)), MIDDLE + times(distance, sine(degrees)))
}

/// A hexagon that stands on a corner.
pub(super) fn hexagon(radius: Length) -> Vec<Point> {
    (0..6).map(|corner| at(corner * 60 - 90, radius)).collect()
}

/// How a ring waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wave {
    /// How many waves go round.
    pub(super) count: i32,
    /// How far they reach from the ring.
    pub(super) reach: Length,
    /// Where they begin, in degrees.
    pub(super) from: i32,
}

/// A waved ring from a direction on, over as many degrees.
pub(super) fn ring(radius: Length, wave: Wave, over_degrees: i32) -> Vec<Point> {
    (0..=over_degrees / STEP_DEGREES)
        .map(|step| step * STEP_DEGREES)
        .filter(|degrees| *degrees < 360)
        .map(|degrees| at(degrees, radius + times(wave.reach, cosine(wave.count * degrees + wave.from))))
        .collect()
}

/// A heart of about as many units to each side.
pub(super) fn heart(half_width: Length) -> Vec<Point> {
    // The curve x = 16 sin³t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t, which is 32 wide.
    (0..360 / STEP_DEGREES)
        .map(|step| step * STEP_DEGREES)
        .map(|t| {
            let across = times(times(times(half_width, sine(t)), sine(t)), sine(t));
            let up = (13 * cosine(t) - 5 * cosine(2 * t) - 2 * cosine(3 * t) - cosine(4 * t)) / 16;
            (MIDDLE + across, MIDDLE - times(half_width, up))
        })
        .collect()
}

//! Which circle is meant, said in either of two ways.

use clap::Args;

/// Which circle: `--circle CIRCLE`, or the circle alone where nothing else stands alone.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct WhichCircle {
    /// Which circle
    #[arg(long = "circle", value_name = "CIRCLE")]
    said: Option<String>,
    /// Which circle
    #[arg(value_name = "CIRCLE", hide = true)]
    alone: Option<String>,
}

impl From<WhichCircle> for String {
    fn from(which: WhichCircle) -> Self {
        which.said.or(which.alone).unwrap_or_default()
    }
}

/// One circle, or none said: `--circle CIRCLE`, or the circle alone.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct OnlyCircle {
    /// Only in this circle
    #[arg(long = "circle", value_name = "CIRCLE")]
    said: Option<String>,
    /// Only in this circle
    #[arg(value_name = "CIRCLE", hide = true)]
    alone: Option<String>,
}

impl From<OnlyCircle> for Option<String> {
    fn from(which: OnlyCircle) -> Self {
        which.said.or(which.alone)
    }
}

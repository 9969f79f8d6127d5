package coop.kith.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.lerp
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import coop.kith.ffi.Element
import coop.kith.ffi.Paint

/** Kith's colours by name; every pair of a text and its ground is at least 4.5 : 1, in light and in dark. */
class Colours(
    val paper: Color, val surface: Color, val sunken: Color, val line: Color, val ink: Color, val inkSoft: Color,
    val act: Color, val onAct: Color, val actSoft: Color, val honey: Color, val honeySoft: Color, val honeyInk: Color,
    val sure: Color, val sureSoft: Color, val open: Color, val openSoft: Color, val careNow: Color, val careNowSoft: Color,
    val myLife: Color, val myHome: Color, val myCommunity: Color, val myCare: Color,
) {
    fun of(element: Element) = when (element) {
        Element.MY_LIFE -> myLife
        Element.MY_HOME -> myHome
        Element.MY_COMMUNITY -> myCommunity
        Element.MY_CARE -> myCare
    }

    fun of(paint: Paint) = when (paint) {
        Paint.HONEY -> honey
        Paint.HONEY_SOFT -> honeySoft
        Paint.HONEY_INK -> honeyInk
        Paint.OPEN -> open
        Paint.MY_LIFE -> myLife
        Paint.MY_HOME -> myHome
        Paint.MY_COMMUNITY -> myCommunity
        Paint.MY_CARE -> myCare
    }

    /** Three parts in ten of a colour, and soft honey. */
    fun tinted(paint: Paint) = lerp(honeySoft, of(paint), 0.3f)

    companion object {
        val LIGHT = Colours(
            Color(0xfffaf7f2), Color(0xffffffff), Color(0xfff1ece3), Color(0xffd9d0c2), Color(0xff24211d), Color(0xff5b554c),
            Color(0xff155e63), Color(0xffffffff), Color(0xffdcebe9), Color(0xfff2b632), Color(0xfffdf1d3), Color(0xff7a5000),
            Color(0xff2b6a3b), Color(0xffe0efe2), Color(0xff7a5000), Color(0xfffdf1d3), Color(0xff9e1b32), Color(0xfffbe3e6),
            Color(0xff6b4a8a), Color(0xff4e6b2a), Color(0xffa3561a), Color(0xff155e63),
        )
        val DARK = Colours(
            Color(0xff171512), Color(0xff221f1b), Color(0xff2c2823), Color(0xff463f37), Color(0xfff4efe7), Color(0xffbdb5a8),
            Color(0xff83cbca), Color(0xff10201f), Color(0xff1e3837), Color(0xfff2b632), Color(0xff3a2f14), Color(0xfff3c868),
            Color(0xff93d09f), Color(0xff1d3322), Color(0xfff3c868), Color(0xff3a2f14), Color(0xffff9fab), Color(0xff47202a),
            Color(0xffc6a6e6), Color(0xffa9cb80), Color(0xffeba874), Color(0xff83cbca),
        )
    }
}

private val LocalColours = staticCompositionLocalOf { Colours.LIGHT }

/** Kith's colours where one is. */
val colours: Colours
    @Composable get() = LocalColours.current

/** Everything touched is at least so high and so wide. */
val TARGET = 48.dp
val GAP = 16.dp
val CORNER = 14.dp

/** The look of all screens: the colours over Material's own, and the typeface that the platform has loaded. */
@Composable
fun Look(dark: Boolean = isSystemInDarkTheme(), typeface: FontFamily = FontFamily.Default, content: @Composable () -> Unit) {
    val c = if (dark) Colours.DARK else Colours.LIGHT
    val base = if (dark) darkColorScheme() else lightColorScheme()
    val scheme = base.copy(
        primary = c.act, onPrimary = c.onAct, primaryContainer = c.actSoft, onPrimaryContainer = c.ink,
        secondary = c.act, onSecondary = c.onAct, secondaryContainer = c.actSoft, onSecondaryContainer = c.ink,
        background = c.paper, onBackground = c.ink, surface = c.surface, onSurface = c.ink, surfaceTint = c.surface,
        surfaceVariant = c.sunken, onSurfaceVariant = c.inkSoft, outline = c.inkSoft, outlineVariant = c.line, error = c.careNow,
    )
    CompositionLocalProvider(LocalColours provides c) {
        MaterialTheme(scheme, typography = typography(typeface), content = content)
    }
}

private fun typography(typeface: FontFamily): Typography {
    fun style(size: Int, line: Int, weight: FontWeight = FontWeight.Normal) =
        TextStyle(fontFamily = typeface, fontSize = size.sp, lineHeight = line.sp, fontWeight = weight)
    return Typography(
        headlineMedium = style(26, 32, FontWeight.Bold),
        titleLarge = style(20, 26, FontWeight.Bold),
        titleMedium = style(17, 24, FontWeight.Bold),
        bodyLarge = style(17, 25),
        bodyMedium = style(17, 25),
        bodySmall = style(15, 21),
        labelLarge = style(17, 22, FontWeight.Bold),
        labelMedium = style(14, 18),
        labelSmall = style(14, 18),
    )
}

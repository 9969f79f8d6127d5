package coop.kith.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.LocalTextStyle
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Fill
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.ExperimentalTextApi
import androidx.compose.ui.text.drawText
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import coop.kith.ffi.FaceLine
import coop.kith.ffi.MapDrawing
import coop.kith.model.FacedCoin

/** The side of the square on which the core draws. */
private const val SIDE = 10_000f
private const val DASH = 300f

/** A coin's face, line by line as the core gives it; a screen reader hears it in words. */
@Composable
fun CoinFace(coin: FacedCoin, size: Dp) {
    val c = colours
    Canvas(Modifier.size(size).semantics { contentDescription = coin.view.faceWords }) { coin.face.forEach { draw(it, c) } }
}

private fun DrawScope.draw(line: FaceLine, colours: Colours) {
    val unit = size.minDimension / SIDE
    val path = Path()
    line.points.forEachIndexed { at, point ->
        if (at == 0) path.moveTo(point.x * unit, point.y * unit) else path.lineTo(point.x * unit, point.y * unit)
    }
    if (line.closed) path.close()
    line.fill?.let { drawPath(path, if (line.tinted) colours.tinted(it) else colours.of(it), style = Fill) }
    val effect = if (line.dashed) PathEffect.dashPathEffect(floatArrayOf(DASH * unit, DASH * unit)) else null
    line.line?.let { drawPath(path, colours.of(it), style = Stroke(line.width * unit, join = StrokeJoin.Round, pathEffect = effect)) }
}

/** A map of coarse areas, as the core draws it; a screen reader hears [words]. */
@OptIn(ExperimentalTextApi::class)
@Composable
fun MapOf(map: MapDrawing, words: String) {
    val c = colours
    val measurer = rememberTextMeasurer()
    val style = LocalTextStyle.current
    Canvas(Modifier.fillMaxWidth().widthIn(max = 480.dp).aspectRatio(1f).clipToBounds().semantics { contentDescription = words }) {
        map.lines.forEach { draw(it, c) }
        val unit = size.minDimension / SIDE
        map.labels.forEach { label ->
            val letters = style.copy(fontSize = (label.height * unit).toSp(), lineHeight = (label.height * unit).toSp(), fontWeight = FontWeight.Bold)
            val laid = measurer.measure(label.text, letters)
            // The line on which the letters stand is where the core says; most of a line's height is above it.
            val corner = Offset(label.at.x * unit - laid.size.width / 2f, label.at.y * unit - laid.firstBaseline)
            drawText(laid, if (label.onDisc) c.surface else c.ink, corner)
        }
    }
}

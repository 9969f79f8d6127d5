package coop.kith.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Fill
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import coop.kith.ffi.FaceLine
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

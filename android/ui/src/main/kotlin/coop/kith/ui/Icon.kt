package coop.kith.ui

import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import java.util.concurrent.ConcurrentHashMap

/** Lucide's icons, from the same files as the desk's. Each stands beside a word and says nothing by itself. */
enum class Sign(private val file: String) {
    TODAY("sun.svg"), CIRCLE("heart-handshake.svg"), COINS("hexagon.svg"), PEOPLE("users.svg"), MORE("menu.svg"), CHECK("circle-check.svg"), ALERT("circle-alert.svg"),
    CODE("qr-code.svg"), PENCIL("pencil.svg"), SEARCH("search.svg"), SEND("send.svg"), PLAN("calendar.svg"), NOTE("message-square-text.svg"), BACK("arrow-left.svg"),
    GO("chevron-right.svg"), DEVICE("smartphone.svg"), LANGUAGE("languages.svg"), GIVE("hand-heart.svg"), PLUS("plus.svg"), INVITE("user-plus.svg"),
    VISIT("footprints.svg"), SCAN("scan-line.svg"), UNKNOWN("circle-help.svg"), RELAY("radio-tower.svg"), POOL("hand-coins.svg"), PROFILE("sprout.svg"),
    EXCHANGE("refresh-cw.svg"), WAITING("circle-dashed.svg"), JOIN("door-open.svg"), LOCK("lock.svg"), LIST("list-checks.svg"), SHIELD("shield-check.svg"),
    NO_SIGNAL("wifi-off.svg");

    val image: ImageVector get() = drawn.getOrPut(file) { read(file) }

    private companion object {
        const val SIDE = 24f
        val drawn = ConcurrentHashMap<String, ImageVector>()
        val shape = Regex("<(path|circle|rect|line)\\b([^>]*)>")
        val attribute = Regex("([a-z0-9]+)=\"([^\"]*)\"")

        fun read(file: String): ImageVector {
            val svg = Sign::class.java.getResourceAsStream("/icons/$file")!!.bufferedReader().use { it.readText() }
            val image = ImageVector.Builder(file, SIDE.dp, SIDE.dp, SIDE, SIDE)
            for (found in shape.findAll(svg)) {
                val a = attribute.findAll(found.groupValues[2]).associate { it.groupValues[1] to it.groupValues[2] }
                val nodes = addPathNodes(path(found.groupValues[1], a))
                image.addPath(nodes, stroke = SolidColor(Color.Black), strokeLineWidth = 2f, strokeLineCap = StrokeCap.Round, strokeLineJoin = StrokeJoin.Round)
            }
            return image.build()
        }

        /** The same shape as a path. */
        fun path(kind: String, a: Map<String, String>): String {
            fun n(name: String) = a[name]?.toFloat() ?: 0f
            return when (kind) {
                "circle" -> "M${n("cx") - n("r")} ${n("cy")}a${n("r")} ${n("r")} 0 1 0 ${2 * n("r")} 0a${n("r")} ${n("r")} 0 1 0 ${-2 * n("r")} 0Z"
                "line" -> "M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}"
                "rect" -> {
                    val (w, h, r) = Triple(n("width") - 2 * n("rx"), n("height") - 2 * n("rx"), n("rx"))
                    "M${n("x") + r} ${n("y")}h${w}a$r $r 0 0 1 $r ${r}v${h}a$r $r 0 0 1 ${-r} ${r}h${-w}a$r $r 0 0 1 ${-r} ${-r}v${-h}a$r $r 0 0 1 $r ${-r}Z"
                }
                else -> a.getValue("d")
            }
        }
    }
}

/** The icon alone, for a place beside its word; it grows with the word. */
@Composable
fun Mark(sign: Sign, size: Dp = 22.dp, colour: Color = LocalContentColor.current) =
    Icon(sign.image, contentDescription = null, Modifier.size(size * LocalDensity.current.fontScale), colour)

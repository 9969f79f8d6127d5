package coop.kith.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Checkbox
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.unit.dp

/** How a field is written in. */
enum class Writing { LINE, LINES, NUMBER, SECRET }

/** A field with its label above and a hint below it. The label is the field's name for a screen reader. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun Field(label: String, value: String, onChange: (String) -> Unit, writing: Writing = Writing.LINE, hint: String? = null) =
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        Text(label, fontWeight = FontWeight.Bold)
        if (hint != null) Soft(hint)
        OutlinedTextField(
            value,
            onChange,
            Modifier.fillMaxWidth().semantics { contentDescription = label },
            singleLine = writing != Writing.LINES,
            minLines = if (writing == Writing.LINES) 3 else 1,
            visualTransformation = if (writing == Writing.SECRET) PasswordVisualTransformation() else VisualTransformation.None,
            keyboardOptions = KeyboardOptions(keyboardType = when (writing) {
                Writing.NUMBER -> KeyboardType.Number
                Writing.SECRET -> KeyboardType.Password
                else -> KeyboardType.Text
            }),
            shape = RoundedCornerShape(10.dp),
        )
    }

/** Large toggles, of which several may be chosen, or just one. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Choices(title: String, all: List<T>, chosen: Collection<T>, words: @Composable (T) -> String, several: Boolean = false, hint: String? = null, onChoose: (T) -> Unit) =
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Text(title, Modifier.semantics { heading() }, fontWeight = FontWeight.Bold)
        if (hint != null) Soft(hint)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            all.forEach { one -> Toggle(words(one), one in chosen, several) { onChoose(one) } }
        }
    }

@Composable
private fun Toggle(text: String, on: Boolean, several: Boolean, onTouch: () -> Unit) {
    val touched = if (several) Modifier.toggleable(on, role = Role.Checkbox) { onTouch() } else Modifier.selectable(on, role = Role.RadioButton, onClick = onTouch)
    val ground = if (on) colours.actSoft else Color.Transparent
    Surface(shape = RoundedCornerShape(CORNER), color = ground, border = BorderStroke(if (on) 2.dp else 1.dp, if (on) colours.act else colours.inkSoft)) {
        Row(touched.heightIn(min = TARGET).padding(horizontal = 14.dp, vertical = 8.dp), Arrangement.spacedBy(8.dp), Alignment.CenterVertically) {
            if (on) Mark(Sign.CHECK, 18.dp, colours.act)
            Text(text, style = MaterialTheme.typography.bodyLarge)
        }
    }
}

/** A box to tick. */
@Composable
fun Tick(text: String, on: Boolean, onChange: (Boolean) -> Unit) =
    Row(Modifier.fillMaxWidth().toggleable(on, role = Role.Checkbox, onValueChange = onChange).heightIn(min = TARGET), Arrangement.spacedBy(10.dp), Alignment.CenterVertically) {
        Checkbox(on, null)
        Text(text)
    }

/** Something that is on or off. */
@Composable
fun Switched(text: String, under: String, on: Boolean, onChange: (Boolean) -> Unit) =
    Row(Modifier.fillMaxWidth().toggleable(on, role = Role.Switch, onValueChange = onChange).heightIn(min = 56.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        Column(Modifier.weight(1f)) {
            Text(text)
            Soft(under)
        }
        Switch(on, null)
    }

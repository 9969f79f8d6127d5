package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.Kept
import coop.kith.ffi.PlanSaid
import coop.kith.ffi.PlanView
import kotlinx.coroutines.CoroutineScope

/** What stands in a plan's form. */
data class PlanForm(val title: String = "", val text: String = "", val at: String = "", val place: String = "") {
    companion object {
        /** The form as it begins: what the plan says now. */
        fun of(plan: PlanView) = PlanForm(plan.title, plan.text, plan.`when`.only, plan.place.only)

        /** Of a value that was written twice apart neither stands in the form: it is chosen, not typed over. */
        private val Kept.only get() = value.orEmpty()
    }
}

/** One shared plan: read, changed, and one of two values chosen. */
class PlanModel(client: Client, private val plan: String, scope: CoroutineScope) : ScreenModel<PlanView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Plan || change is Change.Circle || change is Change.Truth

    override suspend fun read() = kith.plan(plan)

    /** Sends what was changed since the form [was] opened, and nothing else: nobody's newer value is undone. */
    suspend fun change(was: PlanForm, now: PlanForm): PlanView {
        fun changed(field: (PlanForm) -> String) = field(now).takeIf { it != field(was) }
        return kith.planEdit(plan, PlanSaid(changed(PlanForm::title), changed(PlanForm::text), was.text, changed(PlanForm::at), changed(PlanForm::place)))
    }

    /** One of the times that were written apart holds. */
    suspend fun chooseTime(value: String): PlanView = kith.planChoose(plan, "when", value)

    /** One of the places that were written apart holds. */
    suspend fun choosePlace(value: String): PlanView = kith.planChoose(plan, "place", value)
}

/** Beginning a plan in a circle. */
class BeginPlanModel(private val client: Client, private val circle: String) {
    suspend fun begin(said: PlanForm): PlanView =
        client.kith.planCreate(circle, PlanSaid(said.title, said.text, null, said.at.ifEmpty { null }, said.place.ifEmpty { null }))
}

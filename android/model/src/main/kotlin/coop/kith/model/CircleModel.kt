package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.CirclePage
import coop.kith.ffi.CircleView
import coop.kith.ffi.Dose
import coop.kith.ffi.DoseView
import coop.kith.ffi.DraftView
import coop.kith.ffi.KithException
import coop.kith.ffi.Level
import coop.kith.ffi.MedicinesView
import coop.kith.ffi.NoteView
import coop.kith.ffi.VisitView
import kotlinx.coroutines.CoroutineScope

/** The list of one's circles. */
class CirclesModel(client: Client, scope: CoroutineScope) : ScreenModel<List<CircleView>>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle || change is Change.Members

    override suspend fun read() = kith.circles()

    /** Begins a circle round a person. */
    suspend fun begin(name: String, person: String): CircleView = kith.circleCreate(name, person)
}

/** A circle's screen: it opens on its person, with notes, visits and people. */
class CircleModel(client: Client, private val circle: String, scope: CoroutineScope) : ScreenModel<CirclePage>(client, scope) {
    override fun concerns(change: Change) = when (change) {
        is Change.Circle -> change.circle == circle
        is Change.Plan, Change.Members, Change.Truth -> true
        else -> false
    }

    override suspend fun read() = kith.circle(circle)

    /** Writes a note; it is on this phone for good once this returns. */
    suspend fun write(text: String): NoteView = kith.noteWrite(circle, text)

    /** Keeps a note as far as it is written, on all my devices, in place of the draft of another device that it goes on with; an empty text lets go of both. */
    suspend fun keep(text: String, of: String? = null): List<DraftView> {
        if (text.isEmpty() && of != null) {
            try {
                letGo(of)
            } catch (_: KithException.NotFound) {
                // It was written, let go of or gone on with already.
            }
        }
        return kith.noteDraft(circle, text, of.takeIf { text.isNotEmpty() })
    }

    /** Lets go of what was begun on another device of mine. */
    suspend fun letGo(draft: String): List<DraftView> = kith.noteDraft(circle, "", draft)

    /** Corrects a note of mine; the original is kept. */
    suspend fun correct(note: String, text: String): NoteView = kith.noteCorrect(note, text)

    /** Begins a visit. */
    suspend fun checkIn(): VisitView = kith.visitCheckIn(circle)

    /** Brings a member of the co-op in. */
    suspend fun bringIn(person: String, level: Level): CircleView = kith.circleAdd(circle, person, level)
}

/** The medicines of a circle's person: what is due, what was given. */
class MedicinesModel(client: Client, private val circle: String, scope: CoroutineScope) : ScreenModel<MedicinesView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle && change.circle == circle

    override suspend fun read() = kith.medicines(circle)

    /** Records a dose. */
    suspend fun record(medicine: String, said: Dose): DoseView = kith.doseRecord(circle, medicine, said)

    /** Says what was done about a dose recorded twice. */
    suspend fun answer(alert: String, text: String) = kith.doseAnswer(alert, text)
}

package coop.kith.model

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update

/** A place in the app: which screen, about what. */
sealed interface Place {
    data object Today : Place

    data object Circles : Place

    data class Circle(val circle: String) : Place

    data class Medicines(val circle: String) : Place

    /** Who comes when in a circle. */
    data class Rota(val circle: String) : Place

    /** A shared plan. */
    data class Plan(val plan: String) : Place

    /** Beginning one in a circle. */
    data class BeginPlan(val circle: String) : Place

    /** A visit; without a circle one that is known from a code. */
    data class Visit(val circle: String?, val visit: String) : Place

    data object Coins : Place

    data class Coin(val coin: String) : Place

    /** Giving: this coin, or any; to this person, or whoever is chosen. */
    data class Give(val coin: String? = null, val to: String? = null) : Place

    data object People : Place

    data class Person(val person: String) : Place

    data object More : Place

    data object Receive : Place

    /** A code to show to another phone. */
    data class Show(val code: Code) : Place

    data object Truth : Place

    data object Coop : Place

    /** What I can give in a week. */
    data object Limits : Place

    data object Settings : Place

    data object Devices : Place

    data object Recovery : Place

    /** On a new phone: coming back as oneself. */
    data object Return : Place

    /** As a guardian: looking at a request. */
    data object Help : Place

    data object Privacy : Place

    data object Safety : Place
}

/** Where one is: the places on the way here, the last on top. The first is one of the five at the bottom. */
class Navigation(start: Place = Place.Today) {
    private val way = MutableStateFlow(listOf(start))
    val places: StateFlow<List<Place>> = way.asStateFlow()

    val here: Place get() = way.value.last()

    /** Goes on to a place; back leads here again. */
    fun go(place: Place) = way.update { if (it.last() == place) it else (it + place).takeLast(DEPTH_MAX) }

    /** Goes on, and back skips the place one was at: a form that has been sent. */
    fun replace(place: Place) = way.update { it.dropLast(1) + place }

    /** One of the five: the way begins anew. */
    fun begin(place: Place) = way.update { listOf(place) }

    /** Back where one came from; false at the beginning, where the platform's own back leaves the app. */
    fun back(): Boolean {
        val before = way.value
        if (before.size == 1) return false
        way.value = before.dropLast(1)
        return true
    }

    companion object {
        /** The five places at the bottom. */
        val FIVE = listOf(Place.Today, Place.Circles, Place.Coins, Place.People, Place.More)

        /** So many places the way back holds. */
        const val DEPTH_MAX = 50
    }
}

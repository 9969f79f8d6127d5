package coop.kith.app

import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Document
import org.w3c.dom.Element

/** What the app asks of the phone, and what of it leaves the phone. */
class ManifestTest {
    private val main = File("src/main")
    private val manifest = xml("AndroidManifest.xml")

    private fun xml(path: String): Document = DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }.newDocumentBuilder().parse(main.resolve(path))

    private fun Document.all(name: String): List<Element> = getElementsByTagName(name).let { found -> (0 until found.length).map { found.item(it) as Element } }

    private fun Element.said(name: String): String = getAttribute("android:$name")

    // covers: X5
    @Test
    fun no_part_of_a_profile_goes_into_a_backup_or_onto_another_phone() {
        val app = manifest.all("application").single()
        assertEquals("false", app.said("allowBackup"))
        assertEquals(listOf("@xml/no_backup", "@xml/no_transfer"), listOf(app.said("fullBackupContent"), app.said("dataExtractionRules")))
        val everything = setOf("root", "file", "database", "sharedpref", "external")
        fun excluded(within: Element) = (0 until within.childNodes.length).mapNotNull { within.childNodes.item(it) as? Element }
            .onEach { assertEquals("exclude" to ".", it.tagName to it.getAttribute("path")) }.map { it.getAttribute("domain") }.toSet()
        assertEquals(everything, excluded(xml("res/xml/no_backup.xml").documentElement))
        xml("res/xml/no_transfer.xml").let { rules -> listOf("cloud-backup", "device-transfer").forEach { assertEquals(everything, excluded(rules.all(it).single())) } }
    }

    @Test
    fun the_app_asks_for_no_place_no_contacts_no_store_of_pictures_and_no_service_in_the_foreground() {
        val asked = manifest.all("uses-permission").map { it.said("name").substringAfterLast('.') }.toSet()
        val needed = setOf(
            "INTERNET", "ACCESS_NETWORK_STATE", "CHANGE_WIFI_MULTICAST_STATE", "ACCESS_WIFI_STATE", "RECEIVE_BOOT_COMPLETED", "CAMERA", "POST_NOTIFICATIONS", "NFC", "USE_BIOMETRIC",
        )
        assertEquals(needed, asked)
        assertTrue(manifest.all("service").none { it.hasAttribute("android:foregroundServiceType") })
        assertEquals("false", xml("res/xml/network_security.xml").all("base-config").single().getAttribute("cleartextTrafficPermitted"))
        assertTrue("camera and near field are a help and no condition", manifest.all("uses-feature").all { it.said("required") == "false" })
    }

    @Test
    fun every_part_that_the_manifest_names_is_there_and_only_the_system_can_call_what_is_open() {
        val parts = listOf("application", "activity", "service").flatMap { manifest.all(it) }.map { it.said("name").removePrefix(".") }
        val sources = listOf(File("src/main/kotlin"), File("src/activity/kotlin")).flatMap { it.walk().filter(File::isFile) }.joinToString("\n") { it.readText() }
        parts.forEach { assertTrue("no class $it", Regex("class $it\\b").containsMatchIn(sources)) }
        manifest.all("service").filter { it.said("exported") == "true" }.forEach { assertTrue(it.said("permission").startsWith("android.permission.BIND_")) }
        val named = Regex("@(xml|drawable)/([a-z_]+)")
        val files = main.walk().filter { it.extension == "xml" }.toList()
        files.flatMap { named.findAll(it.readText()).toList() }.forEach { found ->
            val (kind, name) = found.destructured
            assertTrue("no $kind $name", main.resolve("res/$kind/$name.xml").isFile)
        }
    }
}

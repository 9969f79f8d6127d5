// Gradle builds the app alone, where Android's tools are; Maven (pom.xml) builds and tests all the rest anywhere.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "kith-android"
include(":app")

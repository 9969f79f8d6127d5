// The app: Android's own in this folder, and the models, screens and generated bindings beside it as they are.
import org.jetbrains.kotlin.gradle.dsl.JvmTarget
import org.jetbrains.kotlin.gradle.tasks.KotlinCompile

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

val top = rootDir.parentFile!!
val target = providers.gradleProperty("kith.target").map(::file).getOrElse(top.resolve("target"))
val libraries = layout.buildDirectory.dir("jniLibs")

android {
    namespace = "coop.kith.app"
    compileSdk = 35
    ndkVersion = "27.2.12479018"
    defaultConfig {
        applicationId = "coop.kith"
        minSdk = 29
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
        // Whose links open the app: the host answers /.well-known/assetlinks.json with this app's certificate.
        manifestPlaceholders["linkHost"] = providers.gradleProperty("kith.linkHost").getOrElse("kith.invalid")
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildFeatures { compose = true }
    // Libraries lie uncompressed and aligned in the package, so that pages of 16 KB can be mapped straight from it.
    packaging { jniLibs { useLegacyPackaging = false } }
    sourceSets["main"].run {
        kotlin.srcDirs("src/main/kotlin", "src/activity/kotlin", "../model/src/main/kotlin", "../ui/src/main/kotlin", target.resolve("bindings/kotlin"))
        assets.srcDir("../ui/src/main/resources")
        resources.srcDir(layout.buildDirectory.dir("icons"))
        jniLibs.srcDir(libraries)
    }
}

kotlin { compilerOptions { jvmTarget = JvmTarget.JVM_17 } }

// A computer's own: the window, and the passphrase that guards a profile there.
tasks.withType<KotlinCompile> { exclude("**/coop/kith/ui/Window.kt", "**/coop/kith/model/PassphraseDoor.kt") }

/** The Kotlin of the bindings, and the library for each kind of phone. */
val bindings by tasks.registering(Exec::class) {
    workingDir = top
    commandLine("bindings/generate", "kotlin", target.path)
}
val cargo by tasks.registering(Exec::class) {
    workingDir = top
    environment("RUSTFLAGS", "-C link-arg=-Wl,-z,max-page-size=16384")
    commandLine("cargo", "ndk", "-t", "arm64-v8a", "-t", "armeabi-v7a", "-t", "x86_64", "-o", libraries.get().asFile.path, "build", "--locked", "--profile", "phone", "-p", "kith-ffi")
}
val icons by tasks.registering(Copy::class) {
    from(top.resolve("desk/assets/icons"))
    into(layout.buildDirectory.dir("icons/icons"))
}
tasks.named("preBuild") { dependsOn(bindings, cargo, icons) }

dependencies {
    implementation(platform(libs.compose.bom))
    implementation(libs.compose.material3)
    implementation(libs.compose.ui)
    implementation(libs.activity.compose)
    implementation(libs.coroutines.android)
    implementation(libs.zxing)
    implementation(variantOf(libs.jna) { artifactType("aar") })
}

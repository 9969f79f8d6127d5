// swift-tools-version: 5.9
// The generated sources and the library are put in place by ios/test-on-debian, or by the app's build; none of them is in git.
import PackageDescription

let package = Package(
    name: "KithCore",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "KithCore", targets: ["KithCore"]), .library(name: "KithModel", targets: ["KithModel"])],
    targets: [
        .systemLibrary(name: "KithCoreFFI"),
        .target(
            name: "KithCore",
            dependencies: ["KithCoreFFI"],
            linkerSettings: [.linkedLibrary("kith_ffi")]
        ),
        // One model a screen: plain Swift, nothing of Apple's.
        .target(name: "KithModel", dependencies: ["KithCore"]),
        .testTarget(name: "KithCoreTests", dependencies: ["KithCore"]),
        .testTarget(name: "KithModelTests", dependencies: ["KithModel"]),
    ]
)

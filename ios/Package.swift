// swift-tools-version: 5.9
// The generated sources and the library are put in place by ios/test-on-debian, or on a Mac by ios/build-xcframework; none of them is in git.
import PackageDescription

#if os(macOS)
    let library: Target = .binaryTarget(name: "KithCoreFFI", path: "build/KithCoreFFI.xcframework")
#else
    let library: Target = .systemLibrary(name: "KithCoreFFI")
#endif

let package = Package(
    name: "KithCore",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "KithCore", targets: ["KithCore"]), .library(name: "KithModel", targets: ["KithModel"])],
    targets: [
        library,
        .target(
            name: "KithCore",
            dependencies: ["KithCoreFFI"],
            linkerSettings: [
                .linkedLibrary("kith_ffi", .when(platforms: [.linux])),
                .linkedFramework("Security", .when(platforms: [.iOS])),
                .linkedFramework("SystemConfiguration", .when(platforms: [.iOS])),
            ]
        ),
        // One model a screen: plain Swift, nothing of Apple's.
        .target(name: "KithModel", dependencies: ["KithCore"]),
        .testTarget(name: "KithCoreTests", dependencies: ["KithCore"]),
        .testTarget(name: "KithModelTests", dependencies: ["KithModel"]),
    ]
)

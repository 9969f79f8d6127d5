import AVFoundation
import SwiftUI

/// The camera, until it sees a square code. What it sees is neither kept nor sent.
struct Camera: UIViewControllerRepresentable {
    let seen: (String?) -> Void

    /// Whether the app may look; asks where it has not been said.
    static func may() async -> Bool {
        await AVCaptureDevice.requestAccess(for: .video)
    }

    func makeUIViewController(context: Context) -> Looking { Looking(seen) }

    func updateUIViewController(_ controller: Looking, context: Context) {}

    final class Looking: UIViewController, AVCaptureMetadataOutputObjectsDelegate {
        private let session = AVCaptureSession()
        private let queue = DispatchQueue(label: "coop.kith.camera")
        private let seen: (String?) -> Void
        private lazy var preview = AVCaptureVideoPreviewLayer(session: session)

        init(_ seen: @escaping (String?) -> Void) {
            self.seen = seen
            super.init(nibName: nil, bundle: nil)
        }

        @available(*, unavailable)
        required init?(coder: NSCoder) { nil }

        override func viewDidLoad() {
            super.viewDidLoad()
            guard let camera = AVCaptureDevice.default(for: .video), let input = try? AVCaptureDeviceInput(device: camera), session.canAddInput(input) else { return seen(nil) }
            session.addInput(input)
            let output = AVCaptureMetadataOutput()
            session.addOutput(output)
            output.setMetadataObjectsDelegate(self, queue: .main)
            output.metadataObjectTypes = [.qr]
            preview.videoGravity = .resizeAspectFill
            view.layer.addSublayer(preview)
            queue.async { [session] in session.startRunning() }
        }

        override func viewDidLayoutSubviews() {
            super.viewDidLayoutSubviews()
            preview.frame = view.bounds
        }

        override func viewWillDisappear(_ animated: Bool) {
            queue.async { [session] in session.stopRunning() }
            super.viewWillDisappear(animated)
        }

        func metadataOutput(_ output: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject], from connection: AVCaptureConnection) {
            guard let text = objects.compactMap({ ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }).first else { return }
            queue.async { [session] in session.stopRunning() }
            seen(text)
        }
    }
}

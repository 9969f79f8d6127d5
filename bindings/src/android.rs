//! Android's Java machine and the app's context, handed to the network library: without them it would ask others for names than the network that the phone is on.

use jni_sys::{JNI_OK, JNIEnv, JavaVM, jclass, jobject};
use std::sync::Once;

static HELD: Once = Once::new();

/// `coop.kith.app.Library.hold(context)`: called once, before a profile is opened.
///
/// # Safety
/// The Java machine calls it, with its own pointers.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_coop_kith_app_Library_hold(env: *mut JNIEnv, _class: jclass, context: jobject) {
    HELD.call_once(|| {
        let mut machine: *mut JavaVM = std::ptr::null_mut();
        // SAFETY: `env` is the calling thread's, whose table is whole; both calls are of JNI 1.2, older than any Android.
        let held = unsafe {
            let table = &(**env).v1_2;
            if (table.GetJavaVM)(env, &raw mut machine) != JNI_OK {
                return;
            }
            (table.NewGlobalRef)(env, context)
        };
        // SAFETY: the machine lives as long as the process, and the context is held by a global reference that is never let go.
        unsafe { ndk_context::initialize_android_context(machine.cast(), held.cast()) };
    });
}

//! My devices: a new one let in, a lost one cut off, this one locked.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{AdmittedView, DeviceView, HandOver, StandingView, UnsentView};

#[uniffi::export]
impl Kith {
    /// My devices.
    pub async fn devices(&self) -> Result<Vec<DeviceView>, KithError> {
        self.ask(Request::Devices).await
    }

    /// On a new profile: asks to become one more device of a person.
    pub async fn device_request(&self) -> Result<HandOver, KithError> {
        self.ask(Request::DeviceRequest).await
    }

    /// On a device already in: lets the new one in.
    pub async fn device_admit(&self, request: String, label: String) -> Result<AdmittedView, KithError> {
        self.ask(Request::DeviceAdmit { request, label }).await
    }

    /// Names a device of mine.
    pub async fn device_name(&self, device: String, label: String) -> Result<Vec<DeviceView>, KithError> {
        self.ask(Request::DeviceName { device, label }).await
    }

    /// Cuts off a lost device of mine; what it wrote since then is marked for review.
    #[uniffi::method(default(since_ms = None))]
    pub async fn device_revoke(&self, device: String, since_ms: Option<u64>) -> Result<Vec<DeviceView>, KithError> {
        self.ask(Request::DeviceRevoke { person: None, device, since_ms }).await
    }

    /// How this device stands: in use, or waiting to be let in again.
    pub async fn standing(&self) -> Result<StandingView, KithError> {
        self.ask(Request::Standing).await
    }

    /// Makes this profile a new device, where another copy of it has written with the same key.
    pub async fn device_renew(&self) -> Result<StandingView, KithError> {
        self.ask(Request::DeviceRenew).await
    }

    /// The person is there: a touch, a page turned.
    pub async fn present(&self) -> Result<StandingView, KithError> {
        self.ask(Request::Present).await
    }

    /// Locks now: its keys are wiped, and everything answers that it is locked until it is opened anew.
    pub async fn lock(&self) -> Result<(), KithError> {
        let _: serde_json::Value = self.ask(Request::Lock).await?;
        Ok(())
    }

    /// Locks by itself after so many minutes without its person; none: never.
    pub async fn lock_after(&self, minutes: Option<u32>) -> Result<StandingView, KithError> {
        self.ask(Request::LockAfter { minutes }).await
    }

    /// On a copy that became a new device: what was written there and had not left it.
    pub async fn unsent(&self) -> Result<Vec<UnsentView>, KithError> {
        self.ask(Request::Unsent).await
    }
}

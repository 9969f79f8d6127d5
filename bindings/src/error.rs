//! Errors at the boundary: the façade's eight kinds as eight variants, so that a shell's compiler sees whether all are handled.

use kith_core::kith::ErrorKind;
use kith_core::kith::KithError as CoreError;

/// What went wrong, by what a person can do about it. `code` is short and stable; `reason` is a sentence without anybody's data, in the
/// device's language once its profile is open and in English before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[allow(missing_docs, reason = "every variant has the same two fields, said above")]
pub enum KithError {
    /// Say it differently: what was given cannot be used.
    #[error("{reason}")]
    InvalidInput { code: String, reason: String },
    /// Look elsewhere: there is no such thing here.
    #[error("{reason}")]
    NotFound { code: String, reason: String },
    /// Ask somebody who may.
    #[error("{reason}")]
    NotAllowed { code: String, reason: String },
    /// Unlock the profile first.
    #[error("{reason}")]
    Locked { code: String, reason: String },
    /// Try again in a moment: somebody else has the profile open.
    #[error("{reason}")]
    Busy { code: String, reason: String },
    /// Wait for signal, or hand over phone to phone.
    #[error("{reason}")]
    NeedsSignal { code: String, reason: String },
    /// Make room, or mend what is damaged.
    #[error("{reason}")]
    Storage { code: String, reason: String },
    /// Update the app.
    #[error("{reason}")]
    TooOld { code: String, reason: String },
}

impl From<CoreError> for KithError {
    fn from(error: CoreError) -> Self {
        let CoreError { kind, code, reason, said, .. } = error;
        let reason = if said.is_empty() { reason } else { said };
        match kind {
            ErrorKind::InvalidInput => Self::InvalidInput { code, reason },
            ErrorKind::NotFound => Self::NotFound { code, reason },
            ErrorKind::NotAllowed => Self::NotAllowed { code, reason },
            ErrorKind::Locked => Self::Locked { code, reason },
            ErrorKind::Busy => Self::Busy { code, reason },
            ErrorKind::NeedsSignal => Self::NeedsSignal { code, reason },
            ErrorKind::Storage => Self::Storage { code, reason },
            ErrorKind::TooOld => Self::TooOld { code, reason },
        }
    }
}

/// A shell's key store that threw something unexpected leaves the profile locked; what it threw is not repeated, since it may hold anything.
impl From<uniffi::UnexpectedUniFFICallbackError> for KithError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Locked { code: "key-store-failed".to_owned(), reason: "the key store of this device failed".to_owned() }
    }
}

//! The demo as its page sees it: the devices side by side, the relay's switch, and what lies on the relay.

use super::{cast::COOP, coop::SampleCoop, phone::Phone};
use crate::web::{self, Demo, DemoChange, DemoDevice, DemoView, RelayHolding, WebOptions};
use axum::Router;
use kith_core::kith::{Change, KithResult};
use std::sync::Arc;
use tokio::sync::broadcast::{self, error::RecvError};

/// Changes that a slow page may fall behind before it is told to read everything again.
const CHANGES_MAX: usize = 256;

/// How a device stands on the stage.
struct Place {
    prefix: &'static str,
    opens_on: &'static str,
    role: &'static str,
    office: bool,
}

/// In the order of [`SampleCoop::shown`].
const PLACES: [Place; 5] = [
    Place { prefix: "/office", opens_on: "/book", role: "coordinator", office: true },
    Place { prefix: "/phone/dewi", opens_on: "/", role: "care-worker", office: false },
    Place { prefix: "/phone/ana", opens_on: "/", role: "peer-supporter", office: false },
    Place { prefix: "/phone/elin", opens_on: "/", role: "daughter", office: false },
    Place { prefix: "/phone/mair", opens_on: "/", role: "supported-member", office: false },
];

/// The demo's page and everything on it.
#[derive(Clone)]
pub struct Stage {
    coop: Arc<SampleCoop>,
    changes: broadcast::Sender<DemoChange>,
}

impl Stage {
    /// Puts the sample co-op on the stage.
    #[must_use]
    pub fn new(coop: Arc<SampleCoop>) -> Self {
        let (changes, _) = broadcast::channel(CHANGES_MAX);
        for (place, phone) in PLACES.iter().zip(coop.shown()) {
            tokio::spawn(pass_on(place.prefix, phone.clone(), changes.clone()));
        }
        Self { coop, changes }
    }

    /// All pages: the stage at the root, each device under its own prefix. One token opens them all.
    pub fn router(&self, token: &str) -> Router {
        let stage = web::demo_router(self.clone(), token);
        PLACES.iter().zip(self.coop.shown()).fold(stage, |router, (place, phone)| {
            let options = WebOptions { prefix: place.prefix.to_owned(), token: token.to_owned() };
            router.merge(web::router(phone.page_device(), options))
        })
    }
}

/// Tells the stage what changes on a device, until the device is closed.
async fn pass_on(prefix: &'static str, phone: Phone, changes: broadcast::Sender<DemoChange>) {
    let mut on_device = phone.node.changes();
    drop(phone);
    loop {
        let change = match on_device.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::Overflow,
            Err(RecvError::Closed) => return,
        };
        // No page is open: no error.
        let _ = changes.send(DemoChange { prefix: prefix.to_owned(), change });
    }
}

impl Demo for Stage {
    async fn view(&self) -> DemoView {
        let devices = PLACES.iter().zip(self.coop.shown()).map(|(place, phone)| DemoDevice {
            prefix: place.prefix.to_owned(),
            opens_on: place.opens_on.to_owned(),
            name: phone.person.name.to_owned(),
            role: place.role.to_owned(),
            office: place.office,
        });
        // A relay that cannot be looked into is shown as holding nothing known.
        let relay_holds = self.coop.relay.holding().await.map_or(0, |holding| holding.envelopes);
        DemoView { coop: COOP.to_owned(), relay_on: self.coop.relay.is_on().await, relay_holds, devices: devices.collect() }
    }

    async fn switch_relay(&self, on: bool) -> KithResult<()> {
        if on {
            self.coop.relay.on().await?;
        } else {
            self.coop.relay.off().await;
        }
        for phone in self.coop.shown() {
            phone.node.wake();
        }
        Ok(())
    }

    async fn relay_holding(&self) -> KithResult<RelayHolding> {
        self.coop.relay.holding().await
    }

    fn changes(&self) -> broadcast::Receiver<DemoChange> {
        self.changes.subscribe()
    }
}

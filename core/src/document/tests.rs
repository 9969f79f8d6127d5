use super::*;

mod admission;
mod editing;
mod merging;

/// A person's device with its copy of one document.
struct Replica {
    device: DeviceId,
    document: Document,
}

const PLAN: DocumentId = [7; 32];

fn replica(number: u8, kind: Kind) -> Replica {
    Replica { device: DeviceId([number; 32]), document: Document::new(PLAN, kind) }
}

impl Replica {
    fn actor(&self) -> Actor {
        Actor::of(&self.device, self.document.id())
    }

    fn edit(&mut self, edit: Edit) -> Incoming {
        let actor = self.actor();
        let change = self.document.edit(actor, &[edit], 1_795_344_120_000).expect("the edit can be done").expect("something is different");
        Incoming { author: self.device, change }
    }

    fn try_edit(&mut self, edit: Edit) -> Result<Option<Vec<u8>>, DocumentError> {
        let actor = self.actor();
        self.document.edit(actor, &[edit], 0)
    }

    fn takes(&mut self, changes: &[&Incoming]) {
        let admitted = self.document.admit(&changes.iter().map(|change| (*change).clone()).collect::<Vec<_>>());
        assert_eq!((admitted.waiting.len(), admitted.refused.len()), (0, 0), "{admitted:?}");
    }
}

fn set_text(text: &str) -> Edit {
    Edit::SetText { field: "text".into(), text: text.into() }
}

fn put(field: &str, value: &str) -> Edit {
    Edit::Put { field: field.into(), value: value.into() }
}

fn values(document: &Document, field: &str) -> Vec<String> {
    document.view().kept(field).iter().map(|kept| kept.value.clone()).collect()
}

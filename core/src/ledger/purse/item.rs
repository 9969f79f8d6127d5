//! What a phone stores of the ledger: one checked object, in the bytes in which it came.

use crate::ledger::op::{Admitted, BadOp, Coop, Op, StoryLine, Telling, kind};
use crate::ledger::receipt::{Head, Receipt, Spent, Taken};

/// One stored object.
#[derive(Debug, Clone)]
pub enum Item {
    /// An operation.
    Op(Box<Admitted>),
    /// A settlement receipt, and the settled head that it shows.
    Receipt(Box<Receipt>, Option<Head>),
    /// Proof that another branch was settled, and what it says.
    Spent(Box<Spent>, Taken),
    /// What a giver lets be known of a hop.
    Telling(Telling),
    /// A published line of a coin's story.
    Line(StoryLine),
}

impl From<Admitted> for Item {
    fn from(op: Admitted) -> Self {
        Self::Op(Box::new(op))
    }
}

impl Item {
    /// Decodes and checks what came from somebody else.
    ///
    /// # Errors
    /// When it is no such object, or a signature or proof does not hold.
    pub fn check(bytes: &[u8], coop: &Coop) -> Result<Self, BadOp> {
        match bytes.get(1) {
            Some(&kind::RECEIPT) => Self::of_receipt(Receipt::decode(bytes)?, coop),
            Some(&kind::SPENT) => Spent::decode(bytes).and_then(|spent| Ok(Self::Spent(Box::new(spent.clone()), spent.verify(coop)?))),
            Some(&kind::TELLING) => Telling::decode(bytes).map(Self::Telling),
            Some(&kind::STORY_LINE) => StoryLine::decode(bytes).map(Self::Line),
            _ => Admitted::check(bytes, coop).map(Self::from),
        }
    }

    /// Decodes what this device checked before and read back from its own storage.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn stored(bytes: &[u8], coop: &Coop) -> Result<Self, BadOp> {
        match bytes.get(1) {
            Some(&kind::RECEIPT) => {
                let receipt = Receipt::decode(bytes)?;
                let head = receipt.head();
                Ok(Self::Receipt(Box::new(receipt), head))
            }
            Some(&kind::SPENT) => {
                let spent = Spent::decode(bytes)?;
                let taken = spent.taken().ok_or(BadOp::Field("entry"))?;
                Ok(Self::Spent(Box::new(spent), taken))
            }
            Some(&kind::TELLING | &kind::STORY_LINE) => Self::check(bytes, coop),
            _ => Ok(Admitted::stored(Op::decode(bytes)?, coop).into()),
        }
    }

    /// A receipt, checked.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn of_receipt(receipt: Receipt, coop: &Coop) -> Result<Self, BadOp> {
        let head = receipt.verify(coop)?;
        Ok(Self::Receipt(Box::new(receipt), head))
    }

    /// The bytes to store.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Op(op) => op.op().encode(),
            Self::Receipt(receipt, _) => receipt.encode(),
            Self::Spent(spent, _) => spent.encode(),
            Self::Telling(telling) => telling.encode(),
            Self::Line(line) => line.encode(),
        }
    }

    /// A name to store it under: one for each operation, whoever signed it again, and the hash of anything else.
    #[must_use]
    pub fn name(&self) -> [u8; 32] {
        match self {
            Self::Op(op) => op.id().0,
            other => *blake3::hash(&other.encode()).as_bytes(),
        }
    }
}

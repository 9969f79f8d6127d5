//! From what was typed to what is asked: the whole command line in one match, so that nothing is left out.

use super::{
    ActivityCommand, BookCommand, CircleCommand, ClaimCommand, CoinCommand, Command, ConcernCommand, CoopCommand, DeviceCommand, EstateCommand, GiveOut,
    Invite, NoteCommand, Pack, PlanCommand, PolicyCommand, ProfileCommand, RelayCommand, ReportCommand, RoleCommand, Switch, TopUpCommand, UnsentCommand,
    VisitCommand, areas, coins::Gift, lists, pictures, places, rights, rota, vouchers, witnesses,
};
use crate::hand_over;
use kith_core::kith::{
    CardLinkRequest, CoinGift, CorrectedVisit, EndedVisit, EstateRequest, GiftRequest, KithResult, MandateRequest, PlaceRequest, Request as R, WitnessRequest,
};

/// What a command asks of the device, and where a code in its answer goes.
#[derive(Debug)]
pub struct Asking {
    /// The request.
    pub request: R,
    /// Where a code goes.
    pub give: GiveOut,
}

/// The central pool, as a reference to give to.
const POOL: &str = "pool";

impl Asking {
    fn of(request: R) -> Self {
        Self { request, give: GiveOut::default() }
    }

    /// What a command asks, or the command itself if it is no single request (init, address, sync, serve, demo).
    ///
    /// # Errors
    /// When a code, text or request to be read from a file or standard input cannot be.
    pub fn from_command(command: Command) -> Result<KithResult<Self>, Box<Command>> {
        Ok(match command {
            Command::Init(_)
            | Command::Address
            | Command::Unlock
            | Command::Passphrase(_)
            | Command::Backup(_)
            | Command::Restore(_)
            | Command::Sync(_)
            | Command::Serve(_)
            | Command::Demo(_) => return Err(Box::new(command)),
            Command::Invite(invite) => Ok(Self::invite(invite)),
            Command::Join(it) => it.from.read().map(|invitation| Self { request: R::Join { invitation }, give: it.give }),
            Command::Receive(it) => it.from.read().map(|text| Self { request: R::Receive { text }, give: it.give }),
            Command::Pack(Pack { person, part, give }) => Ok(Self { request: R::Pack { person, part }, give }),
            Command::Device(it) => device(it),
            Command::Circle(it) => Ok(circle(it)),
            Command::Board(it) => Ok(it.asking()),
            Command::Recovery(it) => it.asking(),
            Command::Note(it) => note(it).map(Self::of),
            Command::Attachment(it) => it.asking(),
            Command::Concern(it) => concern(it).map(Self::of),
            Command::Visit(it) => Ok(visit(it)),
            Command::Activity(ActivityCommand::Log { minutes, element, text, area, confirm_by, give }) => {
                Ok(Self { request: R::ActivityLog { minutes, element, text, area, confirm_by }, give })
            }
            Command::Coin(it) => coin(it),
            Command::Book { what: Some(BookCommand::Export { of, format, out }) } => {
                Ok(Asking { request: R::BookExport { of: Some(of), format }, give: GiveOut { out, ..GiveOut::default() } })
            }
            Command::Export(it) => Ok(rights::export(it)),
            Command::Request { request } => parse(&request).map(Self::of),
            other => Ok(Self::of(plain(other)?)),
        })
    }

    fn invite(it: Invite) -> Self {
        Self { request: R::Invite { name: it.name, class: it.class, circle: it.circle }, give: it.give }
    }
}

/// Commands that neither read nor make a code. Gives back what it does not know.
fn plain(command: Command) -> Result<R, Box<Command>> {
    Ok(match command {
        Command::Whoami => R::Whoami,
        Command::Rename { name } => R::Rename { name },
        Command::Language { language } => R::SetLanguage { language },
        Command::Settings => R::Settings,
        Command::Airplane(switch) => R::Airplane { on: switch == Switch::On },
        Command::Relay(RelayCommand::Set { address }) => R::SetRelay { relay: Some(address) },
        Command::Relay(RelayCommand::None) => R::SetRelay { relay: None },
        Command::Coop(CoopCommand::Create { name, areas }) => R::CoopCreate { name, areas },
        Command::Coop(CoopCommand::Show) => R::Coop,
        Command::Coop(CoopCommand::Cards { url }) => R::CardLink(CardLinkRequest::CardPages { url: (url != "none").then_some(url) }),
        Command::Coop(CoopCommand::Mandate(it)) => R::Mandate(it.request()),
        Command::Coop(CoopCommand::Lease { days }) => R::Lease { days: days.0 },
        Command::Members => R::Members,
        Command::Role(RoleCommand::Grant { person, role }) => R::GrantRole { person, role },
        Command::Role(RoleCommand::Revoke { person, role }) => R::RoleRevoke { person, role },
        Command::Lock => R::Lock,
        Command::LockAfter { minutes } => R::LockAfter { minutes: minutes.0 },
        Command::Unsent(it) => unsent(it),
        Command::Plan(it) => plan(it),
        Command::Line(it) => lists::line(it),
        Command::Rota(it) => rota::rota(it),
        Command::Limits(it) => rota::limits(it),
        Command::Reminders(it) => rota::reminders(it),
        Command::Medicine(it) => lists::medicine(it),
        Command::Dose(it) => lists::dose(it),
        Command::Allergy(it) => lists::allergy(it),
        Command::Contact(it) => lists::contact(it),
        Command::AdvanceDecision(it) => lists::advance(it),
        Command::Twin(it) => R::Twin(it.request()),
        Command::Boundary(it) => R::Boundary(it.request()),
        Command::Card(it) => lists::card(it),
        Command::Consent(it) => lists::consent(it),
        Command::Today => R::Today,
        Command::AutoDonate(switch) => R::AutoDonate { on: switch == Switch::On },
        Command::Welcome { person } => R::WelcomeGift { person },
        Command::Book { what: None } => R::Book,
        Command::Book { what: Some(BookCommand::Move { person, device }) } => R::Witness(WitnessRequest::NotaryMove { person, device }),
        Command::Statement { of } => R::Statement { of: Some(of) },
        Command::Claim(ClaimCommand::List) => R::Claims,
        Command::Claim(ClaimCommand::MakeGood { claim }) => R::ClaimMakeGood { claim },
        Command::Estate(EstateCommand::Show) => R::Estate(EstateRequest::Estate),
        Command::Estate(EstateCommand::Set { to }) => R::Estate(EstateRequest::EstateSet { to }),
        Command::Estate(EstateCommand::CarryOut { person }) => R::Estate(EstateRequest::EstateCarryOut { person }),
        Command::Estate(EstateCommand::Gifts) => R::Estate(EstateRequest::EstateGifts),
        Command::Estate(EstateCommand::Ratify { transfer }) => R::Estate(EstateRequest::EstateRatify { transfer }),
        Command::Place(it) => places::place(it),
        Command::Witness(it) => witnesses::witness(it),
        Command::Area(it) => areas::area(it),
        Command::Voucher(it) => R::Voucher(vouchers::voucher(it)),
        Command::TopUp(TopUpCommand::List) => R::TopUps,
        Command::TopUp(TopUpCommand::Run) => R::TopUpRun,
        Command::Policy(PolicyCommand::Show) => R::CoinPolicy,
        Command::Policy(PolicyCommand::Set(it)) => R::CoinPolicySet { change: it.change() },
        Command::Profile(it) => profile(it),
        Command::Find(it) => R::Find { text: it.text, skill: it.skill, place: it.place, language: it.language, element: it.element },
        Command::Report(ReportCommand::Lost { device, aware_ms }) => R::LostReport { device, aware_ms },
        Command::Erase(it) => rights::erase(it),
        Command::Hold(it) => rights::hold(it),
        Command::Access(it) => rights::access(it),
        Command::Case(it) => rights::case(it),
        Command::Retention(it) => rights::retention(it),
        Command::Waiting => R::Truth,
        Command::Arrival { item } => R::Arrival { item },
        Command::Rebuild => R::Rebuild,
        other => return Err(Box::new(other)),
    })
}

fn device(command: DeviceCommand) -> KithResult<Asking> {
    Ok(match command {
        DeviceCommand::Request { give } => Asking { request: R::DeviceRequest, give },
        DeviceCommand::Admit { from, label, give } => Asking { request: R::DeviceAdmit { request: from.read()?, label }, give },
        DeviceCommand::List { person: None } => Asking::of(R::Devices),
        DeviceCommand::List { person: Some(person) } => Asking::of(R::DevicesOf { person }),
        DeviceCommand::Name { device, label } => Asking::of(R::DeviceName { device, label }),
        DeviceCommand::Revoke { person, device, since_ms } => Asking::of(R::DeviceRevoke { person, device, since_ms }),
        DeviceCommand::Freeze { device } => Asking::of(R::DeviceFreeze { device }),
        DeviceCommand::Unfreeze { person, device } => Asking::of(R::DeviceLift { person, device }),
        DeviceCommand::Renew => Asking::of(R::DeviceRenew),
        DeviceCommand::State => Asking::of(R::Standing),
        DeviceCommand::Present => Asking::of(R::Present),
    })
}

fn unsent(command: UnsentCommand) -> R {
    match command {
        UnsentCommand::List => R::Unsent,
        UnsentCommand::Write => R::UnsentWrite,
        UnsentCommand::Drop { item } => R::UnsentDrop { item },
    }
}

fn circle(command: CircleCommand) -> Asking {
    Asking::of(match command {
        CircleCommand::Create { name, person } => R::CircleCreate { name, person },
        CircleCommand::List => R::Circles,
        CircleCommand::Show { circle } => R::Circle { circle: circle.into() },
        CircleCommand::Add { circle, person, level, from } => R::CircleAdd { circle: circle.into(), person, level, from },
        CircleCommand::Remove { circle, person, give } => return Asking { request: R::CircleRemove { circle: circle.into(), person }, give },
        CircleCommand::Removals { circle } => R::Removals { circle: circle.into() },
        CircleCommand::Sign { removal, decline, give } => return Asking { request: R::RemovalAnswer { removal, agree: !decline }, give },
        CircleCommand::Withdraw { removal, give } => return Asking { request: R::RemovalWithdraw { removal }, give },
        CircleCommand::Leave { circle } => R::CircleLeave { circle: circle.into() },
        CircleCommand::Level { circle, person, level } => R::CircleLevel { circle, person, level },
        CircleCommand::Questions { circle } => R::CircleQuestions { circle: circle.into() },
        CircleCommand::Answer { circle, question, stays } => R::QuestionAnswer { circle, question, stays },
        CircleCommand::Quarantine { circle } => R::Quarantine { circle: circle.into() },
        CircleCommand::Admit { circle, entry } => R::QuarantineAdmit { circle, entry },
        CircleCommand::Drop { circle, entry } => R::QuarantineDrop { circle, entry },
    })
}

fn note(command: NoteCommand) -> KithResult<R> {
    Ok(match command {
        NoteCommand::Write { circle, text, attach } => R::NoteWrite { circle, text: hand_over::text_or_stdin(text)?, attach: attach.read()? },
        NoteCommand::Draft { circle, of, text } => R::NoteDraft { circle, text: hand_over::text_or_stdin(text)?, of },
        NoteCommand::Drafts => R::NoteDrafts,
        NoteCommand::Undo { item } => R::Undo { item },
        NoteCommand::For { circle, other, mandate, text, attach } => {
            R::Mandate(MandateRequest::NoteFor { circle, other, mandate, text: hand_over::text_or_stdin(text)?, attach: attach.read()? })
        }
        NoteCommand::Later { circle, of_ms, text } => R::NoteLater { circle, text: hand_over::text_or_stdin(text)?, of_ms },
        NoteCommand::Correct { note, text } => R::NoteCorrect { note, text: hand_over::text_or_stdin(text)? },
        NoteCommand::List { circle, limit, before_ms } => R::Notes { circle: circle.into(), limit, before_ms },
        NoteCommand::Search { query, circle, limit } => R::NoteSearch { query, circle, limit },
    })
}

fn concern(command: ConcernCommand) -> KithResult<R> {
    Ok(match command {
        ConcernCommand::Raise { text, about, circle, danger } => R::ConcernRaise { about, circle, text: hand_over::text_or_stdin(text)?, danger },
        ConcernCommand::List => R::Concerns,
        ConcernCommand::Show { concern } => R::Concern { concern },
        ConcernCommand::Reply { concern, text } => R::ConcernReply { concern, text: hand_over::text_or_stdin(text)? },
        ConcernCommand::Note { concern, text } => R::ConcernNote { concern, text: hand_over::text_or_stdin(text)? },
        ConcernCommand::Close { concern, outcome } => R::ConcernClose { concern, outcome },
    })
}

fn plan(command: PlanCommand) -> R {
    match command {
        PlanCommand::Create { circle, title, text, when, place } => R::PlanCreate { circle: circle.into(), title, text, when, place },
        PlanCommand::Edit { plan, title, text, when, place } => R::PlanEdit { plan, title, text, was_text: None, when, place },
        PlanCommand::Choose { plan, field, value } => R::PlanChoose { plan, field, value },
        PlanCommand::Show { plan } => R::Plan { plan },
        PlanCommand::List { circle } => R::Plans { circle: circle.into() },
    }
}

fn visit(command: VisitCommand) -> Asking {
    Asking::of(match command {
        VisitCommand::CheckIn { circle, at_ms } => R::VisitCheckIn { circle: circle.into(), at_ms },
        VisitCommand::CheckOut { visit, minutes, done, tasks, how, text, handover, area } => {
            R::VisitCheckOut(EndedVisit { visit, minutes, done, tasks, how, text, handover, area })
        }
        VisitCommand::For(it) => R::Mandate(MandateRequest::VisitFor(it.into())),
        VisitCommand::Correct { visit, started_ms, ended_ms, minutes, done, tasks, how, text, handover, area } => {
            // No element named leaves them as they are.
            let done = Some(done).filter(|done| !done.is_empty());
            let tasks = Some(tasks).filter(|tasks| !tasks.is_empty());
            R::VisitCorrect(CorrectedVisit { visit, started_ms, ended_ms, minutes, done, tasks, how, text, handover, area })
        }
        VisitCommand::Ask { visit, give } => return Asking { request: R::VisitAsk { visit }, give },
        VisitCommand::Confirm { visit, give } => return Asking { request: R::VisitConfirm { visit }, give },
        VisitCommand::List { circle, limit } => R::Visits { circle: circle.into(), limit },
        VisitCommand::ToConfirm => R::VisitsToConfirm,
    })
}

fn coin(command: CoinCommand) -> KithResult<Asking> {
    Ok(Asking::of(match command {
        CoinCommand::List => R::Purse,
        CoinCommand::Show { coin } => R::Coin { coin },
        CoinCommand::Invoice { give } => return Ok(Asking { request: R::CoinInvoice, give }),
        CoinCommand::Give { to, gift } => return given(to, gift),
        CoinCommand::Pool { gift } => return given(POOL.to_owned(), gift),
        CoinCommand::Retire { coins, reason } => R::CoinRetire { coins, reason },
        CoinCommand::Story { coin } => R::CoinStory { coin },
        CoinCommand::Map { coin } => R::Place(PlaceRequest::CoinMap { coin }),
        CoinCommand::Surrender { coin } => R::CoinSurrender { coin },
        CoinCommand::PutBy { count, coins } => R::CoinsPutBy { count, coins },
        CoinCommand::TakeBack { coins } => R::CoinsTakeBack { coins },
        CoinCommand::Lost => R::CoinsLost,
        CoinCommand::Recover { device } => R::CoinsRecover { device },
        CoinCommand::Ratify { transfer } => R::CoinRatify { transfer },
        CoinCommand::Forks => R::CoinForks,
        CoinCommand::PutRight { fork } => R::ForkPutRight { fork },
        CoinCommand::Picture(it) => return Ok(pictures::picture(it)),
    }))
}

fn given(to: String, gift: Gift) -> KithResult<Asking> {
    let Gift { count, coins, element, words, poem, picture, shows, area, share, give } = gift;
    let picture = picture.map(|path| hand_over::file_to_attach(&path, shows)).transpose()?;
    // Naming coins says how many there are; a count of one is only the default then.
    let named = u32::try_from(coins.len()).unwrap_or(u32::MAX);
    let gift = CoinGift { to, count: count.max(named), coins, element, words, poem, picture, area, share };
    Ok(Asking { request: R::Gift(GiftRequest::CoinGive(gift)), give })
}

fn profile(command: ProfileCommand) -> R {
    match command {
        ProfileCommand::Set { side, section, text, audience } => R::ProfileSet { side, section, text, audience },
        ProfileCommand::List { side, list, items, audience } => R::ProfileList { side, list, items, audience },
        ProfileCommand::Show { person } => R::Profile { person },
    }
}

fn parse(json: &str) -> KithResult<R> {
    let json = hand_over::text_or_stdin(json.to_owned())?;
    R::from_json(&json)
}

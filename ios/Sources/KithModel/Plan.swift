import KithCore

/// What stands in a plan's form.
public struct PlanForm: Equatable, Sendable {
    public var title: String
    public var text: String
    public var at: String
    public var place: String

    public init(title: String = "", text: String = "", at: String = "", place: String = "") {
        self.title = title
        self.text = text
        self.at = at
        self.place = place
    }

    /// The form as it begins. Of a value that was written twice apart neither stands in it: it is chosen, not typed over.
    public init(_ plan: PlanView) {
        self.init(title: plan.title, text: plan.text, at: plan.when.value ?? "", place: plan.place.value ?? "")
    }
}

/// One shared plan: read, changed, and one of two values chosen.
public struct PlanModel: ScreenModel {
    public let client: Client
    private let plan: String

    public init(_ client: Client, plan: String) {
        self.client = client
        self.plan = plan
    }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .plan, .circle, .truth: return true
        default: return false
        }
    }

    public func read() async throws -> PlanView { try await kith.plan(plan: plan) }

    /// Sends what was changed since the form was opened, and nothing else: nobody's newer value is undone.
    public func change(from was: PlanForm, to now: PlanForm) async throws -> PlanView {
        func changed(_ field: KeyPath<PlanForm, String>) -> String? { now[keyPath: field] == was[keyPath: field] ? nil : now[keyPath: field] }
        let said = PlanSaid(title: changed(\.title), text: changed(\.text), wasText: was.text, when: changed(\.at), place: changed(\.place))
        return try await kith.planEdit(plan: plan, said: said)
    }

    /// One of the times, or of the places, that were written apart holds.
    public func choose(_ field: String, _ value: String) async throws -> PlanView { try await kith.planChoose(plan: plan, field: field, value: value) }
}

/// Beginning a plan in a circle.
public func beginPlan(_ client: Client, circle: String, _ said: PlanForm) async throws -> PlanView {
    let words = PlanSaid(title: said.title, text: said.text, when: said.at.isEmpty ? nil : said.at, place: said.place.isEmpty ? nil : said.place)
    return try await client.kith.planCreate(circle: circle, said: words)
}

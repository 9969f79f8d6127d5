import KithCore
import KithModel
import SwiftUI

/// The members of the co-op, and finding a neighbour among them.
struct PeopleScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var text = ""
    @State private var found: [FoundView]?

    var body: some View {
        let say = open.speech
        Show(model: PeopleModel(open.client)) { members in
            Heading(text: say.say("place-people"), whole: true)
            Card {
                Heading(text: say.say("find-title"))
                Soft(say.say("find-lead"))
                Field(label: say.say("find-skill"), text: $text)
                Act(text: say.say("button-search"), sign: "magnifyingglass", quiet: true) {
                    open.act { found = try await PeopleModel(open.client).find(Wanted(text: text.isEmpty ? nil : text)) }
                }
                if let found { results(found) }
            }
            ForEach(members, id: \.person.id) { member in
                row(member.person, say.name(member.person), member.roles.map { say.word("role-", Speech.kebab($0.role)) }.joined(separator: ", "))
            }
        }
    }

    @ViewBuilder private func results(_ found: [FoundView]) -> some View {
        let say = open.speech
        Text(say.say("find-results", ["count": .number(number: Int64(found.count))])).font(.strong)
        if found.isEmpty { Soft(say.say("find-none")) }
        ForEach(found, id: \.person.id) { one in
            row(one.person, one.person.name, one.because.isEmpty ? "" : say.say("find-because", ["reasons": .text(text: one.because.joined(separator: ", "))]))
        }
    }

    private func row(_ person: PersonView, _ name: String, _ under: String) -> some View {
        NavigationLink(value: Place.person(person.id)) { PersonRow(person: person, text: name, under: under) }.foregroundStyle(Ink.ink)
    }
}

/// What I may see of one person: both sides, each in their own words.
struct PersonScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let person: String

    private var model: PersonModel { PersonModel(open.client, person: person) }

    var body: some View {
        let say = open.speech
        Show(model: model) { profile in
            let me = profile.person.me
            Heading(text: me ? say.say("profile-title") : say.say("profile-of", ["name": .text(text: profile.person.name)]), whole: true)
            half(profile, .receive, say.say("profile-receive"))
            half(profile, .give, say.say("profile-give"))
            if profile.sections.isEmpty, profile.lists.isEmpty { Soft(say.say(me ? "profile-empty" : "desk-profile-hidden")) }
            if me {
                Write(model: model)
            } else {
                Act(text: say.say("give-coin"), sign: "gift", quiet: true) { open.navigation.go(.give(coin: nil, to: profile.person.id)) }
                let title = say.say("desk-pack-for", ["name": .text(text: profile.person.name)])
                Act(text: title, sign: "qrcode", quiet: true) { open.show(title, say.say("desk-pack-lead"), model.pack) }
                Way(text: say.say("safety-worry"), sign: "checkmark.shield", place: .safety)
            }
        }
    }

    @ViewBuilder private func half(_ profile: ProfileView, _ side: Side, _ title: String) -> some View {
        let say = open.speech
        let sections = profile.sections.filter { $0.side == side }
        let lists = profile.lists.filter { $0.side == side && !$0.items.isEmpty }
        if !sections.isEmpty || !lists.isEmpty { Heading(text: title) }
        ForEach(sections, id: \.section) { part(say.word("profile-section-", $0.section, otherwise: "profile-section-worth-knowing"), $0.text, $0.audience) }
        ForEach(lists, id: \.list) { part(say.word("profile-list-", $0.list, otherwise: "profile-section-worth-knowing"), $0.items.joined(separator: ", "), $0.audience) }
    }

    private func part(_ name: String, _ text: String, _ audience: Audience?) -> some View {
        Card {
            Text(name).font(.strong)
            Text(text)
            if let audience { Soft(open.speech.say("profile-audience") + ": " + whoSees(audience)) }
        }
    }

    private func whoSees(_ audience: Audience) -> String {
        switch audience {
        case .me: return open.speech.say("profile-audience-me")
        case .coop: return open.speech.say("profile-audience-coop")
        case .circle: return open.speech.say("profile-audience-circle")
        case .person: return open.speech.say("profile-audience-people")
        }
    }
}

/// One part of my own profile, and who sees it.
private struct Write: View {
    @EnvironmentObject private var open: OpenProfile
    let model: PersonModel
    @State private var side = Side.receive
    @State private var section = "about-me"
    @State private var text = ""
    @State private var all = false

    var body: some View {
        let say = open.speech
        let parts = side == .receive ? ["about-me", "matters", "talk-to-me", "please-do", "please-dont"] : ["offer", "experience", "qualifications"]
        Card {
            Heading(text: say.say("desk-profile-write"))
            Choices(title: say.say("profile-title"), all: [Side.receive, .give], chosen: [side], words: { say.word("profile-", Speech.kebab($0)) }) {
                side = $0
                section = $0 == .receive ? "about-me" : "offer"
            }
            Choices(title: say.say("desk-profile-write"), all: parts, chosen: [section], words: { say.word("profile-section-", $0) }, choose: { section = $0 })
            Field(label: say.word("profile-section-", section), text: $text, lines: true)
            Choices(
                title: say.say("profile-audience"), all: [false, true], chosen: [all], hint: say.say("profile-audience-lead"),
                words: { say.say($0 ? "profile-audience-coop" : "profile-audience-me") }, choose: { all = $0 })
            Act(text: say.say("button-save"), sign: "checkmark") {
                open.act("profile-saved") {
                    _ = try await model.write(side, section, text, for: all ? .coop : .me)
                    text = ""
                }
            }
        }
    }
}

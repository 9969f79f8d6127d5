import KithCore
import KithModel
import SwiftUI

/// A screen's column: it scrolls, and keeps to a measure that reads well.
struct Page<Content: View>: View {
    @ViewBuilder let content: () -> Content

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 14, content: content)
                .frame(maxWidth: 600, alignment: .leading)
                .padding(gap)
                .frame(maxWidth: .infinity)
        }
        .background(Ink.paper)
        .font(.plain)
        .foregroundStyle(Ink.ink)
    }
}

/// The title of a screen, or of a part of it.
struct Heading: View {
    let text: String
    var whole = false

    var body: some View {
        Text(text).font(whole ? .screen : .part).accessibilityAddTraits(.isHeader)
    }
}

struct Soft: View {
    let text: String

    init(_ text: String) { self.text = text }

    var body: some View { Text(text).font(.small).foregroundStyle(Ink.soft) }
}

/// One thing, on a ground of its own.
struct Card<Content: View>: View {
    var ground = Ink.surface
    var edge = Ink.line
    @ViewBuilder let content: () -> Content

    var body: some View {
        VStack(alignment: .leading, spacing: 8, content: content)
            .padding(gap)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(ground, in: RoundedRectangle(cornerRadius: corner))
            .overlay(RoundedRectangle(cornerRadius: corner).strokeBorder(edge))
    }
}

/// The one main action of a screen, as wide as the thumb's reach; `quiet`: one of the others.
struct Act: View {
    let text: String
    let sign: String
    var quiet = false
    let act: () -> Void

    var body: some View {
        Button(action: act) {
            Label(text, systemImage: sign).font(.strong).frame(maxWidth: .infinity, minHeight: target)
        }
        .foregroundStyle(quiet ? Ink.act : Ink.onAct)
        .background(quiet ? Color.clear : Ink.act, in: RoundedRectangle(cornerRadius: corner))
        .overlay(RoundedRectangle(cornerRadius: corner).strokeBorder(Ink.act))
    }
}

/// A row that leads somewhere.
struct Way: View {
    let text: String
    let sign: String
    var under = ""
    let place: Place

    var body: some View {
        NavigationLink(value: place) {
            HStack(spacing: 14) {
                Image(systemName: sign).foregroundStyle(Ink.act).accessibilityHidden(true)
                VStack(alignment: .leading) {
                    Text(text)
                    if !under.isEmpty { Soft(under) }
                }
                Spacer()
                Image(systemName: "chevron.right").foregroundStyle(Ink.soft).accessibilityHidden(true)
            }
            .frame(minHeight: 56)
        }
        .foregroundStyle(Ink.ink)
    }
}

/// A person in a list, with something about them; the first letter of the name stands for a face.
struct PersonRow: View {
    let person: PersonView
    let text: String
    var under = ""
    var badge: String?

    var body: some View {
        HStack(spacing: 12) {
            Text(person.name.prefix(1).uppercased()).font(.strong).foregroundStyle(Ink.paper).frame(width: 42, height: 42)
                .background(ground, in: Circle()).accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 4) {
                Text(text).font(.strong)
                if !under.isEmpty { Soft(under) }
                if let badge { Chip(text: badge, sign: "text.bubble", ink: Ink.act, ground: Ink.actSoft) }
            }
            Spacer(minLength: 0)
        }
        .frame(minHeight: 56)
        .accessibilityElement(children: .combine)
    }

    private var ground: Color {
        let grounds = [Ink.myCare, Ink.myHome, Ink.myCommunity, Ink.myLife]
        return grounds[person.id.unicodeScalars.reduce(0) { $0 + Int($1.value) } % grounds.count]
    }
}

/// A state: a mark, a word and a colour, never the colour alone.
struct Chip: View {
    let text: String
    let sign: String
    let ink: Color
    let ground: Color

    var body: some View {
        Label(text, systemImage: sign).font(.small).foregroundStyle(ink).padding(.horizontal, 10).padding(.vertical, 4)
            .background(ground, in: Capsule()).accessibilityElement(children: .combine)
    }
}

/// The state of coins, of an hour, or of what was taken in.
struct StateChip: View {
    let text: String
    let state: String

    var body: some View {
        switch state {
        case "settled", "counted", "confirmed", "taken", "already-known", "retired", "earned":
            Chip(text: text, sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft)
        case "contested", "claim", "refused":
            Chip(text: text, sign: "exclamationmark.circle", ink: Ink.careNow, ground: Ink.careNowSoft)
        case "given", "elsewhere":
            Chip(text: text, sign: "chevron.right", ink: Ink.soft, ground: Ink.sunken)
        default:
            Chip(text: text, sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
        }
    }
}

/// Where a thing has arrived.
struct ArrivalChip: View {
    @EnvironmentObject private var open: OpenProfile
    let arrival: Arrival

    var body: some View {
        switch arrival {
        case .hereOnly:
            Chip(text: open.speech.say("state-here-only"), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
        case .relay:
            Chip(text: open.speech.say("state-with-relay"), sign: "antenna.radiowaves.left.and.right", ink: Ink.soft, ground: Ink.sunken)
        case .unknown:
            Chip(text: open.speech.say("state-unknown"), sign: "questionmark.circle", ink: Ink.soft, ground: Ink.sunken)
        case .people(let people, let of, let relay):
            if people >= of {
                Chip(text: open.speech.say("state-on-all-phones"), sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft)
            } else if people == 0, relay {
                Chip(text: open.speech.say("state-with-relay"), sign: "antenna.radiowaves.left.and.right", ink: Ink.soft, ground: Ink.sunken)
            } else {
                let words = open.speech.say("state-on-phones", ["have": .number(number: Int64(people)), "all": .number(number: Int64(of))])
                Chip(text: words, sign: "checkmark", ink: Ink.soft, ground: Ink.sunken)
            }
        }
    }
}

/// Sides of life, each with its shape, its name and its colour.
struct Elements: View {
    @EnvironmentObject private var open: OpenProfile
    let all: [Element]

    var body: some View {
        ForEach(all, id: \.self) { Text(open.speech.shape($0)).font(.strong).foregroundStyle(Ink.of($0)) }
    }
}

/// A field with its label above and a hint below it; the label is its name for VoiceOver.
struct Field: View {
    let label: String
    @Binding var text: String
    var lines = false
    var secret = false
    var hint: String?

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).font(.strong).accessibilityHidden(true)
            if let hint { Soft(hint) }
            field.padding(12).frame(minHeight: target).background(Ink.surface, in: RoundedRectangle(cornerRadius: corner))
                .overlay(RoundedRectangle(cornerRadius: corner).strokeBorder(Ink.soft)).accessibilityLabel(label).accessibilityHint(hint ?? "")
        }
    }

    @ViewBuilder private var field: some View {
        if secret {
            SecureField("", text: $text)
        } else if lines {
            TextField("", text: $text, axis: .vertical).lineLimit(3...8)
        } else {
            TextField("", text: $text)
        }
    }
}

/// Large toggles, of which several may be chosen, or just one.
struct Choices<One: Hashable>: View {
    let title: String
    let all: [One]
    let chosen: [One]
    var hint: String?
    let words: (One) -> String
    let choose: (One) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(title).font(.strong).accessibilityAddTraits(.isHeader)
            if let hint { Soft(hint) }
            ForEach(all, id: \.self) { one in
                let on = chosen.contains(one)
                Button {
                    choose(one)
                } label: {
                    Label(words(one), systemImage: on ? "checkmark.circle.fill" : "circle").frame(maxWidth: .infinity, minHeight: target, alignment: .leading).padding(.horizontal, 14)
                }
                .foregroundStyle(Ink.ink)
                .background(on ? Ink.actSoft : Color.clear, in: RoundedRectangle(cornerRadius: corner))
                .overlay(RoundedRectangle(cornerRadius: corner).strokeBorder(on ? Ink.act : Ink.soft, lineWidth: on ? 2 : 1))
                .accessibilityAddTraits(on ? [.isSelected] : [])
            }
        }
    }
}

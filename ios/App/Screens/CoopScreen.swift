import KithCore
import KithModel
import SwiftUI

/// The co-op: who does what in it, its areas, and its book, which always adds up.
struct CoopScreen: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        let say = open.speech
        Show(model: CoopModel(open.client)) { coop in
            Heading(text: coop.view.name, whole: true)
            Text(say.say("word-count-people", ["count": .number(number: Int64(coop.view.members))]))
            if coop.view.officeHere { Chip(text: say.say("phone-office-here"), sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft) }
            Heading(text: say.say("phone-coop-roles"))
            ForEach(coop.entrusted, id: \.person.id) { member in
                let roles = member.roles.map { say.word("role-", Speech.kebab($0.role)) }.joined(separator: ", ")
                NavigationLink(value: Place.person(member.person.id)) { PersonRow(person: member.person, text: say.name(member.person), under: roles) }.foregroundStyle(Ink.ink)
            }
            book(coop.book)
            Heading(text: say.say("areas-title"))
            Text(say.say("areas-lead"))
            if coop.areas.areas.isEmpty { Soft(say.say("areas-empty")) }
            if let map = coop.areas.drawing {
                let named = coop.areas.areas.filter(\.told).map(\.name).joined(separator: ", ")
                CoarseMap(map: map, words: say.say("areas-map-desc", ["areas": .text(text: named)]))
            }
            ForEach(coop.areas.areas, id: \.name) { area in
                Card {
                    Text(area.name).font(.strong)
                    Soft(say.say(area.cell == nil ? "area-nowhere" : area.told ? "area-shown" : "area-too-few"))
                }
            }
        }
    }

    @ViewBuilder private func book(_ book: BookView) -> some View {
        let say = open.speech
        Heading(text: say.say("book-title"))
        Card(ground: book.addsUp ? Ink.surface : Ink.careNowSoft, edge: book.addsUp ? Ink.line : Ink.careNow) {
            Text(say.say("book-lead"))
            let sum: [String: KithCore.Said] = [
                "minted": .number(number: Int64(book.minted)), "retired": .number(number: Int64(book.retired)), "held": .number(number: Int64(book.held)),
            ]
            Text(say.say("book-sum", sum)).font(.strong)
            Text(say.say(book.addsUp ? "book-adds-up" : "book-does-not-add-up")).foregroundStyle(book.addsUp ? Ink.sure : Ink.careNow)
            if !book.whole { Soft(say.say("desk-book-totals")) }
        }
    }
}

/// A map of coarse areas, as the core draws it; VoiceOver hears it in words.
struct CoarseMap: View {
    let map: MapDrawing
    let words: String
    private static let side: CGFloat = 10_000

    var body: some View {
        Canvas { context, size in
            let unit = min(size.width, size.height) / Self.side
            for line in map.lines { line.draw(in: context, unit: unit) }
            for label in map.labels {
                let letters = Text(label.text).font(.system(size: CGFloat(label.height) * unit, weight: .bold)).foregroundColor(label.onDisc ? Ink.surface : Ink.ink)
                context.draw(letters, at: CGPoint(x: CGFloat(label.at.x) * unit, y: CGFloat(label.at.y) * unit), anchor: .bottom)
            }
        }
        .aspectRatio(1, contentMode: .fit)
        .clipped()
        .accessibilityElement()
        .accessibilityLabel(words)
    }
}

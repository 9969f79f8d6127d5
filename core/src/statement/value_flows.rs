//! Economic events in the ValueFlows vocabulary, as JSON-LD: an hour is measured, never priced.

use super::{Line, Statement, day};
use serde_json::{Value, json};

pub(super) fn write(statement: &Statement) -> String {
    let owner = format!("urn:kith:{}", statement.id);
    let [settled, promised, contested] = statement.numbers;
    let number = |name: &str, n: i64| {
        json!({
            "@id": format!("{owner}:{name}"), "@type": "vf:EconomicResource", "vf:name": name, "vf:primaryAccountable": { "@id": owner },
            "vf:conformsTo": { "@id": "urn:kith:care-coin" }, "vf:accountingQuantity": hours(n),
        })
    };
    let mut graph = vec![
        json!({ "@id": "urn:kith:care-coin", "@type": "vf:ResourceSpecification", "vf:name": "Care coin: one attested hour" }),
        json!({ "@id": owner, "@type": "vf:Agent", "vf:name": statement.owner }),
        number("settled", settled),
        number("promised", promised),
        number("contested", contested),
    ];
    graph.extend(statement.lines.iter().map(|line| event(line, &owner)));
    let document = json!({
        "@context": {
            "vf": "https://w3id.org/valueflows/ont/vf#",
            "om2": "http://www.ontology-of-units-of-measure.org/resource/om-2/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "kith": "urn:kith:vocabulary:",
        },
        "@graph": graph,
    });
    format!("{document:#}\n")
}

fn event(line: &Line, owner: &str) -> Value {
    let (action, into) = match (line.what.as_str(), line.sum()) {
        ("earned" | "minted", _) => ("produce", true),
        ("retired", _) => ("consume", false),
        // What is only locked or claimed has not moved.
        (_, 0) => ("modify", true),
        (_, change) => ("transfer", change > 0),
    };
    let other = if line.with.is_empty() { Value::Null } else { json!({ "@type": "vf:Agent", "vf:name": line.with }) };
    let me = json!({ "@id": owner });
    let (provider, receiver) = match (action, into) {
        ("produce" | "consume" | "modify", _) => (me.clone(), me),
        (_, true) => (other, me),
        (_, false) => (me, other),
    };
    let mut event = json!({
        "@id": format!("urn:kith:{}:{}", line.op, line.what), "@type": "vf:EconomicEvent", "vf:action": { "@id": format!("vf:{action}") },
        "vf:hasPointInTime": { "@type": "xsd:date", "@value": day(line.at_ms).to_string() },
        "vf:resourceConformsTo": { "@id": "urn:kith:care-coin" }, "vf:resourceQuantity": hours(line.sum().abs()),
        "vf:note": line.words, "kith:cause": line.what, "kith:settled": line.settled,
    });
    for (key, value) in [("vf:provider", provider), ("vf:receiver", receiver)] {
        if !value.is_null() {
            event[key] = value;
        }
    }
    if !line.category.is_empty() {
        event["vf:resourceClassifiedAs"] = json!([format!("urn:kith:element:{}", line.category)]);
    }
    event
}

fn hours(n: i64) -> Value {
    json!({ "@type": "om2:Measure", "om2:hasUnit": { "@id": "om2:hour" }, "om2:hasNumericalValue": n })
}

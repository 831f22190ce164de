#include "gis/analysis/rule_values.hpp"

#include "gis/analysis/filter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

using model::FilterLayer;
using model::Measure;

constexpr std::size_t most_documents = 100;

std::optional<FilterLayer> places_layer(std::string_view text) {
    for (const auto layer : {FilterLayer::facilities, FilterLayer::hamlets}) {
        if (to_text(layer) == text) {
            return layer;
        }
    }
    return std::nullopt;
}

} // namespace

std::string short_text(const JsonObject& object, const std::string& key) {
    auto text = object.text(key);
    if (text.size() > longest_rule_text) {
        object.fail(key, fmt::format("dài hơn {} byte", longest_rule_text),
                    fmt::format("is longer than {} bytes", longest_rule_text));
    }
    return text;
}

Message message(const JsonObject& object, const std::string& key) {
    const auto both = object.object(key);
    both.only({"vi", "en"});
    return {short_text(both, "vi"), short_text(both, "en")};
}

model::Trust read_trust(const JsonObject& object) {
    model::Trust trust;
    trust.confirmed = object.flag("confirmed", true);
    if (!trust.confirmed) {
        trust.reason = message(object, "reason");
    } else if (object.has("reason")) {
        object.fail("reason", "chỉ dành cho điều chưa xác nhận",
                    "is only for what is not confirmed");
    }
    return trust;
}

model::Document read_document(const JsonObject& object) {
    object.only({"id", "issuer", "title", "issued_on", "confirmed", "reason"});
    model::Document document;
    document.id = short_text(object, "id");
    document.issuer = short_text(object, "issuer");
    document.title = message(object, "title");
    if (object.has("issued_on")) {
        document.issued_on = object.day("issued_on");
    }
    document.trust = read_trust(object);
    return document;
}

std::vector<model::Document> read_documents(const JsonObject& object, const std::string& key) {
    std::vector<model::Document> documents;
    for (const auto& item : object.objects(key, most_documents)) {
        auto document = read_document(item);
        const bool repeated = std::any_of(documents.begin(), documents.end(),
                                          [&](const auto& one) { return one.id == document.id; });
        if (repeated) {
            item.fail("id", "đã có", "stands twice");
        }
        documents.push_back(std::move(document));
    }
    return documents;
}

std::string document_id(const JsonObject& object, const std::string& key,
                        const std::vector<model::Document>& documents) {
    return object.word(key, [&](std::string_view id) {
        const bool known = std::any_of(documents.begin(), documents.end(),
                                       [id](const auto& one) { return one.id == id; });
        return known ? std::optional{std::string{id}} : std::nullopt;
    });
}

model::Measurement read_measurement(const JsonObject& object) {
    model::Measurement result;
    result.measure =
        object.word("measure", [](std::string_view text) { return model::measure(text); });
    std::set<std::string> known{"measure"};
    switch (result.measure) {
    case Measure::length_share:
        known.insert("of");
        [[fallthrough]];
    case Measure::length:
        known.insert("where");
        break;
    case Measure::count_share:
        known.insert("of");
        [[fallthrough]];
    case Measure::count:
        known.insert({"where", "layer"});
        result.layer = object.word("layer", places_layer);
        break;
    case Measure::hamlet_share:
        known.insert("where");
        result.layer = FilterLayer::facilities;
        break;
    case Measure::people_share:
        known.insert("service");
        result.service = short_text(object, "service");
        break;
    case Measure::access_index:
        break;
    }
    object.only(known);
    const auto filter = [&](const char* key) {
        return object.has(key) ? std::optional{read_filter(object, key, result.layer)}
                               : std::nullopt;
    };
    result.where = filter("where");
    result.of = filter("of");
    const bool is_share =
        result.measure == Measure::length_share || result.measure == Measure::count_share;
    if (is_share && !result.where) {
        object.fail("where", "bị thiếu", "is missing");
    }
    return result;
}

} // namespace gis::analysis

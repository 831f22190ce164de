#pragma once

#include "gis/analysis/json_object.hpp"
#include "gis/model/criteria.hpp"

#include <cstddef>
#include <string>
#include <vector>

// What criteria sets and plans have in common: checked values of their JSON files.

namespace gis::analysis {

inline constexpr std::size_t longest_rule_text = 2'000; ///< bytes

/// Not empty, not longer than longest_rule_text.
[[nodiscard]] std::string short_text(const JsonObject& object, const std::string& key);
/// The same in both languages: `{"vi": ..., "en": ...}`.
[[nodiscard]] Message message(const JsonObject& object, const std::string& key);
/// `confirmed` (default true) and the `reason` that goes with false; true has none.
[[nodiscard]] model::Trust read_trust(const JsonObject& object);
[[nodiscard]] model::Document read_document(const JsonObject& object);
/// The documents of a file. Ids are unique.
[[nodiscard]] std::vector<model::Document> read_documents(const JsonObject& object,
                                                          const std::string& key);
/// A document of the list, else an error.
[[nodiscard]] std::string document_id(const JsonObject& object, const std::string& key,
                                      const std::vector<model::Document>& documents);
/// `where`, `of`, `layer`, `service` and `measure` of a measurement; what the measure does not
/// take is refused.
[[nodiscard]] model::Measurement read_measurement(const JsonObject& object);

} // namespace gis::analysis

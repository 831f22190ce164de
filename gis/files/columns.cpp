#include "gis/files/columns.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/files/cell_text.hpp"
#include "gis/files/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace gis::files {

namespace {

[[noreturn]] void bad_encoding(const std::string& column, std::string_view bytes) {
    std::string trials;
    for (const auto encoding : {Encoding::tcvn3, Encoding::vni, Encoding::cp1258}) {
        if (const auto text = decode(bytes, encoding)) {
            trials +=
                fmt::format("{}{} “{}”", trials.empty() ? "" : ", ", to_text(encoding), *text);
        }
    }
    throw Error{
        ErrorKind::invalid_data,
        "bad-encoding",
        {fmt::format("Chữ ở cột {} không phải UTF-8. Hãy chọn bảng mã (encoding); thử đọc: {}.",
                     column, trials),
         fmt::format("The text in column {} is not UTF-8. Choose its encoding; read as: "
                     "{}.",
                     column, trials)},
        column};
}

} // namespace

Columns::Columns(const ColumnContext& context, OGRLayer& layer) : m_context(context) {
    const auto* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        const std::string bytes = definition->GetFieldDefn(i)->GetNameRef();
        m_names.push_back(
            decode(bytes, context.text.mistaken ? Encoding::utf8 : context.text.encoding)
                .value_or(bytes));
        m_squeezed.push_back(is_utf8(m_names.back()) ? squeeze(m_names.back()) : m_names.back());
    }
    for (const auto& info : fields_of(context.layer)) {
        m_bound.push_back({&info, nullptr, {}, {}});
    }
    if (context.map != nullptr) {
        bind_by_map();
    } else {
        bind_by_aliases();
    }
    ignore_the_rest(layer);
}

std::size_t Columns::slot(Layer layer, std::string_view field) {
    const auto fields = fields_of(layer);
    const auto found = std::ranges::find(fields, field, &FieldInfo::name);
    if (found == fields.end()) {
        throw Error{
            ErrorKind::internal,
            "no-such-field",
            {fmt::format("Không có trường {}.", field), fmt::format("No field {}.", field)}};
    }
    return static_cast<std::size_t>(found - fields.begin());
}

int Columns::find(std::string_view column) const {
    auto found = std::ranges::find(m_names, column);
    if (found == m_names.end()) {
        found = std::ranges::find_if(m_names, [&](const std::string& name) {
            return EQUAL(name.c_str(), std::string{column}.c_str());
        });
    }
    return found == m_names.end() ? -1 : static_cast<int>(found - m_names.begin());
}

std::vector<int> Columns::find_all(const std::vector<std::string>& columns) const {
    std::vector<int> found;
    for (const auto& column : columns) {
        if (const int position = find(column); position >= 0) {
            found.push_back(position);
        }
    }
    return found;
}

void Columns::missing(const std::vector<std::string>& columns) const {
    const auto wanted = fmt::format("{}", fmt::join(columns, ", "));
    const auto present = fmt::format("{}", fmt::join(m_names, ", "));
    throw Error{ErrorKind::invalid_data,
                "missing-column",
                {fmt::format("Tệp {} không có cột {} mà bảng ghép cột {} cần. Các cột có: {}.",
                             m_context.file.string(), wanted, m_context.map->name, present),
                 fmt::format("File {} has no column {} that field map {} needs. It has: {}.",
                             m_context.file.string(), wanted, m_context.map->name, present)},
                columns.front()};
}

void Columns::bind_by_map() {
    for (const auto& rule : m_context.map->fields) {
        auto& bound = m_bound[slot(m_context.layer, rule.target)];
        if (bound.info->derived) {
            continue;
        }
        bound.rule = &rule;
        bound.columns = find_all(rule.columns);
        if (bound.columns.empty() && !rule.constant) {
            missing(rule.columns);
        }
    }
    for (const auto& [column, values] : m_context.map->where) {
        const bool any = std::ranges::find(values, "*") != values.end();
        if (const int position = find(column); position >= 0) {
            m_where.push_back({position, any ? std::vector<std::string>{} : values});
        }
    }
    if (m_where.empty() && !m_context.map->where.empty()) {
        missing({m_context.map->where.begin()->first});
    }
}

void Columns::bind_by_aliases() {
    std::set<int> taken;
    for (auto& bound : m_bound) {
        if (bound.info->derived) {
            continue;
        }
        for (const auto& name : m_context.aliases.columns(m_context.layer, bound.info->name)) {
            const auto found = std::ranges::find(m_squeezed, name);
            const auto position = static_cast<int>(found - m_squeezed.begin());
            if (found != m_squeezed.end() && taken.insert(position).second) {
                bound.columns.push_back(position);
            }
        }
    }
}

void Columns::ignore_the_rest(OGRLayer& layer) const {
    std::set<int> used;
    for (const auto& bound : m_bound) {
        used.insert(bound.columns.begin(), bound.columns.end());
    }
    for (const auto& condition : m_where) {
        used.insert(condition.column);
    }
    CPLStringList ignored;
    const auto* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        if (!used.contains(i)) {
            ignored.AddString(definition->GetFieldDefn(i)->GetNameRef());
        }
    }
    if (layer.TestCapability(OLCIgnoreFields) != 0) {
        layer.SetIgnoredFields(const_cast<const char**>(ignored.List()));
    }
}

bool Columns::belongs(const OGRFeature& feature) const {
    if (m_where.empty()) {
        return true;
    }
    return std::ranges::any_of(m_where, [&](const Condition& condition) {
        const auto value = bytes_of(feature, condition.column);
        return !value.empty() &&
               (condition.values.empty() ||
                std::ranges::find(condition.values, value) != condition.values.end());
    });
}

std::string Columns::decoded(int column) const {
    const auto bytes = bytes_of(*m_feature, column);
    const auto text = m_context.text.mistaken ? decode_mistaken(bytes, m_context.text.encoding)
                                              : decode(bytes, m_context.text.encoding);
    const auto& name = m_names[static_cast<std::size_t>(column)];
    if (!text) {
        bad_encoding(name, bytes);
    }
    if (text->size() > max_text_bytes) {
        throw Error{
            ErrorKind::invalid_data,
            "text-too-long",
            {fmt::format("Chữ ở cột {} dài {} byte, quá {}.", name, text->size(), max_text_bytes),
             fmt::format("The text in column {} has {} bytes, over {}.", name, text->size(),
                         max_text_bytes)},
            name};
    }
    return *text;
}

std::string Columns::raw(const Bound& bound) const {
    std::string first;
    for (const int column : bound.columns) {
        auto value = decoded(column);
        if (value.empty()) {
            continue;
        }
        const bool listed = bound.rule == nullptr || bound.rule->values.empty() ||
                            bound.rule->values.contains(value);
        if (listed) {
            return value;
        }
        if (first.empty()) {
            first = std::move(value);
        }
    }
    return first;
}

const std::string& Columns::column_name(const Bound& bound) const {
    static const std::string none;
    return bound.columns.empty() ? none : m_names[static_cast<std::size_t>(bound.columns.front())];
}

Columns::Outcome Columns::resolve(const Bound& bound, const std::string& value) const {
    const auto& info = *bound.info;
    const bool is_choice = info.type == FieldType::choice || info.type == FieldType::flag;
    if (bound.rule != nullptr && !bound.rule->values.empty()) {
        const auto& values = bound.rule->values;
        auto found = values.find(value);
        if (found == values.end()) {
            const auto key = squeeze(value);
            found = std::ranges::find_if(values, [&](const auto& entry) {
                return !key.empty() && squeeze(entry.first) == key;
            });
        }
        if (found != values.end()) {
            return {found->second, !found->second.has_value(), false};
        }
    } else if (is_choice) {
        if (accepts(m_context.layer, info, value)) {
            return {value, false, false};
        }
        const auto field = info.type == FieldType::flag ? "flag" : info.name;
        const auto known = m_context.aliases.value(field, squeeze(value));
        if (known && accepts(m_context.layer, info, *known)) {
            return {known, false, false};
        }
    } else {
        return {value, false, false};
    }
    const auto otherwise =
        bound.rule != nullptr ? bound.rule->otherwise : FieldRule::Otherwise::unknown;
    switch (otherwise) {
    case FieldRule::Otherwise::skip_row:
        return {std::nullopt, true, false};
    case FieldRule::Otherwise::use_default:
        return {bound.rule->default_value, false, true};
    case FieldRule::Otherwise::unknown:
        break;
    }
    return {std::nullopt, false, true};
}

const Columns::Outcome& Columns::outcome(Bound& bound, const std::string& value) {
    auto found = bound.seen.find(value);
    if (found == bound.seen.end()) {
        found = bound.seen.emplace(value, resolve(bound, value)).first;
    }
    if (found->second.skip) {
        skip(bound, value);
    }
    if (found->second.unmapped) {
        ++m_context.batch.unmapped[std::string{bound.info->name}][value];
    }
    return found->second;
}

void Columns::skip(const Bound& bound, const std::string& value) const {
    const auto what = fmt::format("{}={}", column_name(bound), value);
    throw Error{ErrorKind::invalid_data, skipped_by_rule, {what, what}, column_name(bound)};
}

std::string Columns::mapped(Bound& bound) {
    if (bound.rule != nullptr && bound.rule->constant) {
        return *bound.rule->constant;
    }
    auto value = raw(bound);
    const bool has_values = bound.rule != nullptr && !bound.rule->values.empty();
    if (!has_values) {
        return value;
    }
    if (value.empty()) {
        return bound.rule->otherwise == FieldRule::Otherwise::use_default
                   ? bound.rule->default_value
                   : std::string{};
    }
    const auto& result = outcome(bound, value);
    return result.ours.value_or(std::string{});
}

std::string Columns::text(std::size_t slot) {
    auto text = mapped(m_bound[slot]);
    // TCVN3 has no capitals with accents: a font draws them, and the bytes say "ấp An Hòa".
    const bool lost_capital =
        m_context.text.encoding == Encoding::tcvn3 && m_bound[slot].info->name == "name";
    return lost_capital ? capitalised(text) : text;
}

std::optional<std::string_view> Columns::choice(std::size_t slot) {
    auto& bound = m_bound[slot];
    if (bound.rule != nullptr && bound.rule->constant) {
        return *bound.rule->constant;
    }
    const auto value = raw(bound);
    if (value.empty()) {
        if (bound.rule == nullptr || bound.rule->otherwise == FieldRule::Otherwise::unknown) {
            return std::nullopt;
        }
        if (bound.rule->otherwise == FieldRule::Otherwise::skip_row) {
            skip(bound, value);
        }
        return bound.rule->default_value;
    }
    const auto& result = outcome(bound, value);
    return result.ours ? std::optional<std::string_view>{*result.ours} : std::nullopt;
}

void Columns::warn_bad_value(std::size_t slot, std::string_view value, std::string_view vi,
                             std::string_view en) {
    const auto& column = column_of(slot);
    m_context.issues.warn(
        m_row, "bad-value", column,
        {fmt::format("Giá trị “{}” ở cột {} không phải {}; không dùng.", value, column, vi),
         fmt::format("Value \"{}\" in column {} is not {}; it is not used.", value, column, en)});
}

std::optional<double> Columns::stored_number(const Bound& bound) const {
    if (bound.columns.size() != 1 || (bound.rule != nullptr && !bound.rule->values.empty())) {
        return std::nullopt;
    }
    const int column = bound.columns.front();
    const auto type = m_feature->GetFieldDefnRef(column)->GetType();
    const bool numeric = type == OFTReal || type == OFTInteger || type == OFTInteger64;
    if (!numeric || m_feature->IsFieldSetAndNotNull(column) == 0) {
        return std::nullopt;
    }
    const double value = m_feature->GetFieldAsDouble(column);
    return std::isfinite(value) ? std::optional{value} : std::nullopt;
}

std::optional<double> Columns::number(std::size_t slot) {
    auto& bound = m_bound[slot];
    if (const auto plain = stored_number(bound)) {
        return *plain * (bound.rule != nullptr ? bound.rule->scale : 1);
    }
    const auto value = mapped(bound);
    if (value.empty()) {
        return std::nullopt;
    }
    const double scale = bound.rule != nullptr ? bound.rule->scale : 1;
    // A column that the map scales is not in the field's unit.
    const std::string_view digits =
        scale == 1 ? without_unit(value, bound.info->unit) : std::string_view{value};
    const auto number =
        bound.info->type == FieldType::count ? parse_count(digits) : parse_measure(digits);
    if (!number) {
        warn_bad_value(slot, value, "số", "a number");
        return std::nullopt;
    }
    return *number * scale;
}

std::optional<Date> Columns::date(std::size_t slot) {
    auto& bound = m_bound[slot];
    const auto value = mapped(bound);
    if (value.empty()) {
        return std::nullopt;
    }
    const auto date = read_date(value);
    if (!date) {
        warn_bad_value(slot, value, "ngày (ghi 2024-11-05 hoặc 05/11/2024)",
                       "a day (write 2024-11-05 or 05/11/2024)");
    }
    return date;
}

std::optional<bool> Columns::flag(std::size_t slot) {
    const auto code = choice(slot);
    return code ? std::optional{*code == "1"} : std::nullopt;
}

std::vector<std::string> Columns::list(std::size_t slot) {
    std::vector<std::string> items;
    const auto value = mapped(m_bound[slot]);
    for (std::size_t start = 0; start < value.size();) {
        const auto stop = std::min(value.find_first_of(",;", start), value.size());
        auto item = clean(std::string_view{value}.substr(start, stop - start));
        if (!item.empty()) {
            items.push_back(std::move(item));
        }
        start = stop + 1;
    }
    return items;
}

} // namespace gis::files

#include "gis/files/issues.hpp"

#include "gis/core/number_words.hpp"

#include <fmt/format.h>

namespace gis::files {

void Issues::add(model::ImportIssue issue) {
    auto& cases = m_cases[issue.code];
    if (++cases.count == 1) {
        cases.first_row = issue.row;
    }
    if (cases.count <= m_limit) {
        m_batch.issues.push_back(std::move(issue));
    }
}

void Issues::refuse(std::int64_t row, const Error& why) {
    ++m_batch.skipped;
    if (why.code() == skipped_by_rule) {
        ++m_by_rule[why.message().en];
        return;
    }
    add({model::ImportIssue::Severity::error, why.code(), row, why.field(), why.message()});
}

void Issues::warn(std::int64_t row, const std::string& code, const std::string& field,
                  Message message) {
    add({model::ImportIssue::Severity::warning, code, row, field, std::move(message)});
}

model::ImportIssue Issues::not_listed(const std::string& code) const {
    const auto& [count, first_row] = m_cases.at(code);
    const auto left = static_cast<std::int64_t>(count - m_limit);
    const auto vi = count_words(left, Language::vi);
    const auto en = count_words(left, Language::en);
    return {model::ImportIssue::Severity::warning,
            code,
            0,
            "",
            first_row > 0
                ? Message{fmt::format("Còn {} trường hợp nữa như ở dòng {}, không liệt kê.", vi,
                                      first_row),
                          fmt::format("{} more cases like that of row {} are not listed.", en,
                                      first_row)}
                : Message{fmt::format("Còn {} trường hợp cùng loại nữa, không liệt kê.", vi),
                          fmt::format("{} more cases of this kind are not listed.", en)},
            left};
}

void Issues::finish() {
    for (const auto& [value, count] : m_by_rule) {
        const auto rows = static_cast<std::int64_t>(count);
        add({model::ImportIssue::Severity::warning, skipped_by_rule, 0, "",
             Message{fmt::format("Bỏ qua {} dòng có {} theo bảng ghép cột.",
                                 count_words(rows, Language::vi), value),
                     fmt::format("{} rows with {} left out by the field map.",
                                 count_words(rows, Language::en), value)},
             rows});
    }
    for (const auto& [code, cases] : m_cases) {
        if (cases.count > m_limit) {
            m_batch.issues.push_back(not_listed(code));
        }
    }
}

} // namespace gis::files

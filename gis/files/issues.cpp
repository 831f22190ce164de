#include "gis/files/issues.hpp"

#include <fmt/format.h>

namespace gis::files {

void Issues::add(model::ImportIssue issue) {
    if (++m_count[issue.code] <= m_limit) {
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

void Issues::finish() {
    for (const auto& [value, count] : m_by_rule) {
        warn(0, skipped_by_rule, "",
             {fmt::format("Bỏ qua {} dòng có {} theo bảng ghép cột.", count, value),
              fmt::format("{} rows with {} left out by the field map.", count, value)});
    }
    for (const auto& [code, count] : m_count) {
        if (count > m_limit) {
            m_batch.issues.push_back(
                {model::ImportIssue::Severity::warning, code, 0, "",
                 Message{fmt::format("Còn {} trường hợp “{}” nữa không liệt kê.", count - m_limit,
                                     code),
                         fmt::format("{} more cases of \"{}\" are not listed.", count - m_limit,
                                     code)}});
        }
    }
}

} // namespace gis::files

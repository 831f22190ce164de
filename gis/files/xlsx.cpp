#include "gis/files/table_writer.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/files/temp_folder.hpp"
#include "gis/files/zip_handles.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace gis::files {

namespace {

constexpr std::uint8_t paper_a4 = 9;
constexpr std::size_t max_sheet_name = 31;
constexpr std::size_t max_cell_text = 32'767;
constexpr double widest_column = 60;

const std::string& in(Language language, const Message& message) {
    return language == Language::vi ? message.vi : message.en;
}

/// A sheet's name may not hold []:*?/\ and has at most 31 characters.
std::string sheet_name(const std::string& title) {
    std::string name;
    std::size_t characters = 0;
    for (const char c : title) {
        const bool starts_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        if (starts_character && ++characters > max_sheet_name) {
            break;
        }
        name += std::string_view{"[]:*?/\\'"}.find(c) == std::string_view::npos ? c : ' ';
    }
    return name.empty() ? "Bang" : name;
}

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

/// One workbook with one sheet a table.
class Workbook {
public:
    Workbook(std::span<const model::Table> tables, const std::filesystem::path& file,
             Language language)
        : m_tables(tables), m_language(language), m_file(file.string()),
          m_book(workbook_new_opt(m_file.c_str(), &m_options)) {
        if (m_book == nullptr) {
            failed("no memory");
        }
        m_title = format([](lxw_format* f) {
            format_set_bold(f);
            format_set_font_size(f, 14);
        });
        m_note = format([](lxw_format* f) { format_set_italic(f); });
        m_head = format([](lxw_format* f) {
            format_set_bold(f);
            format_set_text_wrap(f);
            format_set_align(f, LXW_ALIGN_CENTER);
            format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
            format_set_border(f, LXW_BORDER_THIN);
            format_set_bg_color(f, 0xE8EEF4);
        });
        m_text = format([](lxw_format* f) { format_set_border(f, LXW_BORDER_THIN); });
        m_day = format([](lxw_format* f) {
            format_set_border(f, LXW_BORDER_THIN);
            format_set_num_format(f, "dd/mm/yyyy");
        });
    }

    /// @pre the tables fit: checked before the file is opened
    /// @return rows of each sheet that are not empty
    std::vector<std::size_t> write() {
        lxw_doc_properties properties{};
        std::string title = in(m_language, m_tables.front().title);
        properties.title = title.data();
        properties.created = 946684800; // 2000-01-01: equal tables make equal files
        workbook_set_properties(m_book, &properties);
        std::vector<std::size_t> rows;
        for (const auto& table : m_tables) {
            rows.push_back(write_sheet(table));
        }
        // Closing frees the workbook, whatever it returns.
        const auto error = workbook_close(m_book);
        if (error != LXW_NO_ERROR) {
            failed(lxw_strerror(error));
        }
        return rows;
    }

private:
    std::size_t write_sheet(const model::Table& table) {
        m_table = &table;
        m_widths.clear();
        m_rows_below = 0;
        m_sheet = workbook_add_worksheet(m_book, sheet_name(in(m_language, table.title)).c_str());
        if (m_sheet == nullptr) {
            failed("worksheet");
        }
        write_heading();
        write_rows();
        write_totals();
        set_up_page();
        return 2 + table.notes.size() + table.rows.size() + m_rows_below;
    }

    [[noreturn]] void failed(std::string_view why) const {
        throw Error{ErrorKind::storage,
                    "cannot-write",
                    {fmt::format("Không ghi được tệp {}: {}.", m_file, why),
                     fmt::format("Cannot write file {}: {}.", m_file, why)}};
    }

    template <class SetUp>
    lxw_format* format(SetUp set_up) {
        auto* result = workbook_add_format(m_book);
        format_set_font_name(result, "Times New Roman");
        set_up(result);
        return result;
    }

    enum class Look : std::uint8_t { plain, total, partial_total };

    lxw_format* number_format(int decimals, Look look) {
        auto& known = m_numbers[{decimals, look}];
        if (known == nullptr) {
            auto pattern = decimals > 0
                               ? "#,##0." + std::string(static_cast<std::size_t>(decimals), '0')
                           : decimals == 0 ? std::string{"#,##0"}
                                           : std::string{"General"};
            if (look == Look::partial_total) {
                pattern += "\"*\"";
            }
            known = format([&](lxw_format* f) {
                format_set_border(f, LXW_BORDER_THIN);
                format_set_num_format(f, pattern.c_str());
                if (look != Look::plain) {
                    format_set_bold(f);
                }
            });
        }
        return known;
    }

    void write_heading() {
        worksheet_write_string(m_sheet, 0, 0, in(m_language, m_table->title).c_str(), m_title);
        lxw_row_t row = 1;
        for (const auto& note : m_table->notes) {
            worksheet_write_string(m_sheet, row++, 0, note.c_str(), m_note);
        }
        m_head_row = row + 1;
        for (std::size_t i = 0; i < m_table->columns.size(); ++i) {
            const auto& title = in(m_language, m_table->columns[i].title);
            worksheet_write_string(m_sheet, m_head_row, column(i), title.c_str(), m_head);
            m_widths.push_back(std::clamp(static_cast<double>(characters_of(title)), 9.0, 18.0));
        }
        worksheet_freeze_panes(m_sheet, m_head_row + 1, 0);
    }

    void write_rows() {
        auto row = m_head_row;
        for (const auto& cells : m_table->rows) {
            ++row;
            for (std::size_t i = 0; i < cells.size() && i < m_table->columns.size(); ++i) {
                write_cell(row, i, cells[i]);
            }
        }
        m_last_row = row;
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            worksheet_set_column(m_sheet, column(i), column(i),
                                 std::min(m_widths[i] + 2, widest_column), nullptr);
        }
    }

    void write_cell(lxw_row_t row, std::size_t i, const model::Cell& cell) {
        const auto col = column(i);
        if (const auto* text = std::get_if<std::string>(&cell)) {
            const std::string kept{truncate_utf8(*text, max_cell_text)};
            m_widths[i] = std::max(m_widths[i], static_cast<double>(characters_of(kept)));
            worksheet_write_string(m_sheet, row, col, kept.c_str(), m_text);
        } else if (const auto* number = std::get_if<double>(&cell)) {
            worksheet_write_number(m_sheet, row, col, *number,
                                   number_format(m_table->columns[i].decimals, Look::plain));
        } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
            worksheet_write_number(m_sheet, row, col, static_cast<double>(*whole),
                                   number_format(0, Look::plain));
        } else if (const auto* day = std::get_if<Date>(&cell)) {
            // Excel counts days from 1899-12-30 and knows none before 1900.
            constexpr int epoch = 25569;
            const int serial = day->days() + epoch;
            if (serial > 60) {
                worksheet_write_number(m_sheet, row, col, serial, m_day);
            } else {
                worksheet_write_string(m_sheet, row, col, day->vietnamese().c_str(), m_text);
            }
        } else if (const auto* flag = std::get_if<bool>(&cell)) {
            const bool vietnamese = m_language == Language::vi;
            const char* word = *flag ? (vietnamese ? "có" : "yes") : (vietnamese ? "không" : "no");
            worksheet_write_string(m_sheet, row, col, word, m_text);
        } else {
            worksheet_write_blank(m_sheet, row, col, m_text);
        }
    }

    void write_totals() {
        const auto summed = [](const model::Table::Column& c) {
            return c.sum;
        };
        if (m_table->rows.empty() || std::ranges::none_of(m_table->columns, summed)) {
            return;
        }
        const auto row = m_last_row + 1;
        m_rows_below = 1;
        bool all_known = true;
        for (std::size_t i = 0; i < m_table->columns.size(); ++i) {
            if (m_table->columns[i].sum) {
                all_known = write_total(row, i) && all_known;
            } else {
                worksheet_write_string(
                    m_sheet, row, column(i),
                    i == 0 ? (m_language == Language::vi ? "Tổng cộng" : "Total") : "", m_head);
            }
        }
        if (!all_known) {
            m_rows_below = 2;
            worksheet_write_string(m_sheet, row + 1, 0,
                                   m_language == Language::vi
                                       ? "* Chỉ cộng các giá trị đã biết; ô trống là chưa biết."
                                       : "* Of what is known; empty cells are not known.",
                                   m_note);
        }
    }

    /// The sum of a column; none where nothing of it is known. @return whether all of it is
    bool write_total(lxw_row_t row, std::size_t i) {
        const auto known = known_of(i);
        const bool all_known = known.count == m_table->rows.size();
        auto* const look = number_format(m_table->columns[i].decimals,
                                         all_known ? Look::total : Look::partial_total);
        if (known.count == 0) {
            worksheet_write_blank(m_sheet, row, column(i), look);
            return true; // an empty sum needs no explanation
        }
        std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
        lxw_rowcol_to_range(range.data(), m_head_row + 1, column(i), m_last_row, column(i));
        worksheet_write_formula_num(m_sheet, row, column(i),
                                    fmt::format("=SUM({})", range.data()).c_str(), look, known.sum);
        return all_known;
    }

    struct Known {
        std::size_t count = 0;
        double sum = 0; ///< what a program shows that does not compute formulas
    };

    /// The numbers of a column.
    [[nodiscard]] Known known_of(std::size_t i) const {
        Known known;
        for (const auto& cells : m_table->rows) {
            if (i >= cells.size()) {
                continue;
            }
            if (const auto* number = std::get_if<double>(&cells[i])) {
                known.sum += *number;
                ++known.count;
            } else if (const auto* whole = std::get_if<std::int64_t>(&cells[i])) {
                known.sum += static_cast<double>(*whole);
                ++known.count;
            }
        }
        return known;
    }

    void set_up_page() {
        worksheet_set_landscape(m_sheet);
        worksheet_set_paper(m_sheet, paper_a4);
        worksheet_fit_to_pages(m_sheet, 1, 0);
        worksheet_repeat_rows(m_sheet, m_head_row, m_head_row);
        worksheet_set_margins(m_sheet, 0.5, 0.5, 0.6, 0.6);
        worksheet_set_footer(m_sheet,
                             m_language == Language::vi ? "&L&F&RTrang &P/&N" : "&L&F&RPage &P/&N");
    }

    static lxw_col_t column(std::size_t i) { return static_cast<lxw_col_t>(i); }

    std::span<const model::Table> m_tables;
    const model::Table* m_table = nullptr; ///< that is being written
    Language m_language;
    std::string m_file;
    lxw_workbook_options m_options{LXW_FALSE, nullptr, LXW_TRUE};
    lxw_workbook* m_book;
    lxw_worksheet* m_sheet = nullptr;
    lxw_format* m_title = nullptr;
    lxw_format* m_note = nullptr;
    lxw_format* m_head = nullptr;
    lxw_format* m_text = nullptr;
    lxw_format* m_day = nullptr;
    std::map<std::pair<int, Look>, lxw_format*> m_numbers;
    std::vector<double> m_widths;
    lxw_row_t m_head_row = 0;
    lxw_row_t m_last_row = 0;
    std::size_t m_rows_below = 0; ///< of totals and what they mean
};

/// Rows in a sheet (counted from 1) of a file that was written; 0 when it cannot be read.
std::size_t count_rows(const std::filesystem::path& file, std::size_t sheet_number) {
    int error = 0;
    const ArchivePtr archive{zip_open(file.c_str(), ZIP_RDONLY, &error)};
    const MemberPtr sheet{
        archive ? zip_fopen(archive.get(),
                            fmt::format("xl/worksheets/sheet{}.xml", sheet_number).c_str(), 0)
                : nullptr};
    if (!sheet) {
        return 0;
    }
    constexpr std::string_view row = "<row ";
    std::string text(1U << 16U, '\0');
    std::string window;
    std::size_t rows = 0;
    for (;;) {
        const auto got = zip_fread(sheet.get(), text.data(), text.size());
        if (got <= 0) {
            return got == 0 ? rows : 0;
        }
        window.append(text, 0, static_cast<std::size_t>(got));
        for (auto at = window.find(row); at != std::string::npos; at = window.find(row, at + 1)) {
            ++rows;
        }
        // A mark that is cut in two is found with the next piece.
        window.erase(0, window.size() - std::min(window.size(), row.size() - 1));
    }
}

} // namespace

void write_xlsx(std::span<const model::Table> tables, const std::filesystem::path& file,
                Language language) {
    for (const auto& table : tables) {
        if (table.rows.size() + table.notes.size() + 5 > LXW_ROW_MAX) {
            throw Error{
                ErrorKind::too_large,
                "too-many-rows",
                {fmt::format("Bảng có {} dòng, quá sức một trang Excel. Hãy xuất CSV.",
                             table.rows.size()),
                 fmt::format("The table has {} rows, more than an Excel sheet holds. Export CSV.",
                             table.rows.size())}};
        }
    }
    const auto rows = Workbook{tables, file, language}.write();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (count_rows(file, i + 1) != rows[i]) {
            throw Error{
                ErrorKind::storage,
                "check-failed",
                {fmt::format("Tệp {} vừa ghi đọc lại không đủ dòng.", file.string()),
                 fmt::format("File {} just written does not read back in full.", file.string())}};
        }
    }
}

void write_xlsx(const model::Table& table, const std::filesystem::path& file, Language language) {
    write_xlsx(std::span{&table, 1}, file, language);
}

std::string to_xlsx(std::span<const model::Table> tables, Language language) {
    const TempFolder folder;
    const auto file = folder.path() / "table.xlsx";
    write_xlsx(tables, file, language);
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

std::string to_xlsx(const model::Table& table, Language language) {
    return to_xlsx(std::span{&table, 1}, language);
}

} // namespace gis::files

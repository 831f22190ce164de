#pragma once

#include "gis/core/number_words.hpp"
#include "gis/model/table.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace gis::files {

using gis::Language;
enum class Heading : std::uint8_t { titles, keys };

/// CSV for a spreadsheet: UTF-8 with byte order mark, CRLF. Titles are Vietnamese or English; with
/// Vietnamese titles, or keys, the separator is `;` and numbers have a decimal comma (as Excel with
/// Vietnamese regional settings reads them: it would take 12.345 for twelve thousand); with English
/// titles `,` and a decimal point. Texts that a spreadsheet would take for a formula (leading = + -
/// @, tab or CR) get an apostrophe in front. Notes and totals are left out.
[[nodiscard]] std::string to_csv(const model::Table& table, Heading heading = Heading::titles,
                                 Language language = Language::vi);

/// XLSX with real numbers and dates, a title, the notes, a frozen heading, a totals row of SUM
/// formulas where the columns ask for it (none over unknown values alone; a sum that leaves some
/// out is marked with * and says so below), and print set-up for A4 landscape with repeated heading
/// rows.
/// @throws Error{storage} when the file cannot be written
void write_xlsx(const model::Table& table, const std::filesystem::path& file,
                Language language = Language::vi);

/// A workbook of one sheet for each table, in their order; sheets are named by the titles.
/// @pre 1 to 50 tables whose titles differ
/// @throws as write_xlsx
void write_xlsx(std::span<const model::Table> tables, const std::filesystem::path& file,
                Language language = Language::vi);
[[nodiscard]] std::string to_xlsx(std::span<const model::Table> tables,
                                  Language language = Language::vi);

/// As write_xlsx, the bytes.
[[nodiscard]] std::string to_xlsx(const model::Table& table, Language language = Language::vi);

} // namespace gis::files

#include "gis/files/encoding.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/model/enum_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace gis::files {

namespace {

constexpr std::array<std::string_view, 5> names{"UTF-8", "TCVN3", "VNI", "CP1258", "CP1252"};

/// Windows code page 1252 from 0x80 to 0x9F; 0 = no character. The rest is Latin-1.
constexpr std::array<char32_t, 32> cp1252_high{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Where Windows code page 1258 differs from 1252. Accents are combining marks after their letter.
struct Difference {
    unsigned char byte;
    char32_t code;
};
constexpr std::array cp1258_differences{
    Difference{0x8A, 0},      Difference{0x8E, 0},      Difference{0x9A, 0},
    Difference{0x9E, 0},      Difference{0xC3, 0x0102}, Difference{0xCC, 0x0300},
    Difference{0xD0, 0x0110}, Difference{0xD2, 0x0309}, Difference{0xD5, 0x01A0},
    Difference{0xDD, 0x01AF}, Difference{0xDE, 0x0303}, Difference{0xE3, 0x0103},
    Difference{0xEC, 0x0301}, Difference{0xF0, 0x0111}, Difference{0xF2, 0x0323},
    Difference{0xF5, 0x01A1}, Difference{0xFD, 0x01B0}, Difference{0xFE, 0x20AB}};

/// Letters of consecutive bytes.
struct Run {
    unsigned char first;
    std::u32string_view letters;
};

/// TCVN 5712:1993 VN3 as the ABC fonts have it.
constexpr std::array tcvn3_runs{
    Run{0xA1, U"ĂÂÊÔƠƯĐăâêôơưđ"},  Run{0xB5, U"àảãáạ"},         Run{0xBB, U"ằẳẵắ"},
    Run{0xC6, U"ặầẩẫấậè"},         Run{0xCE, U"ẻẽéẹềểễếệìỉ"},   Run{0xDC, U"ĩíịò"},
    Run{0xE1, U"ỏõóọồổỗốộờởỡớợù"}, Run{0xF1, U"ủũúụừửữứựỳỷỹýỵ"}};

/// The marks of the VNI fonts, capitals; the small ones are 0x20 higher.
struct VniMark {
    unsigned char byte;
    std::u32string_view letters; ///< what it makes of A, E, O, U, Y; a space = not with that letter
};
constexpr std::array vni_marks{
    VniMark{0xD9, U"ÁÉÓÚÝ"}, VniMark{0xD8, U"ÀÈÒÙỲ"}, VniMark{0xDB, U"ẢẺỎỦỶ"},
    VniMark{0xD5, U"ÃẼÕŨỸ"}, VniMark{0xCF, U"ẠẸỌỤ "}, VniMark{0xC2, U"ÂÊÔ  "},
    VniMark{0xC1, U"ẤẾỐ  "}, VniMark{0xC0, U"ẦỀỒ  "}, VniMark{0xC5, U"ẨỂỔ  "},
    VniMark{0xC3, U"ẪỄỖ  "}, VniMark{0xC4, U"ẬỆỘ  "}, VniMark{0xCA, U"Ă    "},
    VniMark{0xC9, U"Ắ    "}, VniMark{0xC8, U"Ằ    "}, VniMark{0xDA, U"Ẳ    "},
    VniMark{0xDC, U"Ẵ    "}, VniMark{0xCB, U"Ặ    "}};
/// Ơ (0xD4) and Ư (0xD6) with a tone mark.
constexpr std::array vni_horned{VniMark{0xD9, U"ỚỨ"}, VniMark{0xD8, U"ỜỪ"}, VniMark{0xDB, U"ỞỬ"},
                                VniMark{0xD5, U"ỠỮ"}, VniMark{0xCF, U"ỢỰ"}};
/// Letters of one byte.
constexpr std::array vni_letters{
    Difference{0xCD, U'Í'}, Difference{0xCC, U'Ì'}, Difference{0xC6, U'Ỉ'},
    Difference{0xD3, U'Ĩ'}, Difference{0xD2, U'Ị'}, Difference{0xD4, U'Ơ'},
    Difference{0xD6, U'Ư'}, Difference{0xCE, U'Ỵ'}, Difference{0xD1, U'Đ'}};

using ByteTable = std::array<char32_t, 256>;

constexpr ByteTable make_cp1252() {
    ByteTable table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        const bool high = byte >= 0x80 && byte < 0xA0;
        table[byte] = high ? cp1252_high[byte - 0x80] : static_cast<char32_t>(byte);
    }
    return table;
}

constexpr ByteTable make_cp1258() {
    auto table = make_cp1252();
    for (const auto& difference : cp1258_differences) {
        table[difference.byte] = difference.code;
    }
    return table;
}

constexpr ByteTable make_tcvn3() {
    ByteTable table{};
    for (std::size_t byte = 1; byte < 0x80; ++byte) {
        table[byte] = static_cast<char32_t>(byte);
    }
    table[0xA0] = U' ';
    for (const auto& run : tcvn3_runs) {
        for (std::size_t i = 0; i < run.letters.size(); ++i) {
            table[run.first + i] = run.letters[i];
        }
    }
    return table;
}

constexpr ByteTable cp1252 = make_cp1252();
constexpr ByteTable cp1258 = make_cp1258();
constexpr ByteTable tcvn3 = make_tcvn3();

/// The small letter of a Vietnamese capital: 0x20 further in Latin-1, the next one elsewhere.
constexpr char32_t small(char32_t capital) {
    return capital < 0x100 ? capital + 0x20 : capital + 1;
}

void append(std::string& text, char32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | (code >> 6U));
        text += static_cast<char>(0x80 | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xE0 | (code >> 12U));
        text += static_cast<char>(0x80 | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80 | (code & 0x3FU));
    }
}

std::optional<std::string> decode_by_table(std::string_view bytes, const ByteTable& table) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    for (const char byte : bytes) {
        const auto code = table[static_cast<unsigned char>(byte)];
        if (code == 0) {
            return std::nullopt;
        }
        append(text, code);
    }
    return text;
}

unsigned char capital_byte(unsigned char byte) {
    return byte >= 0xE0 ? static_cast<unsigned char>(byte - 0x20) : byte;
}

/// Position of a capital base letter in VniMark::letters.
std::size_t vni_base(char letter) {
    return std::string_view{"AEOUY"}.find(
        static_cast<char>(std::toupper(static_cast<unsigned char>(letter))));
}

/// The letter that a base and a mark byte make; 0 when they make none.
template <std::size_t size>
char32_t vni_marked(const std::array<VniMark, size>& marks, std::size_t base, unsigned char byte) {
    if (byte < 0xC0) {
        return 0;
    }
    const auto mark = std::ranges::find(marks, capital_byte(byte), &VniMark::byte);
    const bool known = mark != marks.end() && base < mark->letters.size();
    return known && mark->letters[base] != U' ' ? mark->letters[base] : 0;
}

std::optional<std::string> decode_vni(std::string_view bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const unsigned char next =
            i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0;
        const unsigned char capital = byte >= 0x80 ? capital_byte(byte) : byte;
        char32_t letter = 0;
        bool is_small = false;
        if (byte < 0x80) {
            letter = vni_marked(vni_marks, vni_base(bytes[i]), next);
            is_small = std::islower(byte) != 0;
        } else if (capital == 0xD4 || capital == 0xD6) {
            letter = vni_marked(vni_horned, capital == 0xD4 ? 0 : 1, next);
            is_small = byte != capital;
        }
        if (letter != 0) {
            append(text, is_small ? small(letter) : letter);
            ++i;
            continue;
        }
        if (byte < 0x80) {
            append(text, byte);
            continue;
        }
        const auto* const own = std::ranges::find(vni_letters, capital, &Difference::byte);
        const bool is_letter = byte >= 0xC0 && own != vni_letters.end();
        letter = is_letter ? own->code : cp1252[byte];
        if (letter == 0) {
            return std::nullopt;
        }
        append(text, is_letter && byte != capital ? small(letter) : letter);
    }
    return text;
}

/// True for text that clean() would not change: printable ASCII without white space at its ends.
bool is_plain(std::string_view text) {
    const auto printable = [](char c) {
        return c >= 0x20 && c < 0x7F;
    };
    return std::ranges::all_of(text, printable) &&
           (text.empty() || (text.front() != ' ' && text.back() != ' '));
}

std::optional<std::string> cleaned(const std::optional<std::string>& text) {
    return text && is_utf8(*text) ? std::optional{clean(*text)} : std::nullopt;
}

/// The bytes of UTF-8 text in CP1252; nothing when a character is not in it.
std::optional<std::string> to_cp1252(std::string_view utf8) {
    std::string bytes;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        char32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
        for (std::size_t k = 1; k < size && i + k < utf8.size(); ++k) {
            code = (code << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        }
        const auto* const found = std::ranges::find(cp1252, code);
        if (found == cp1252.end()) {
            return std::nullopt;
        }
        bytes += static_cast<char>(found - cp1252.begin());
        i += size;
    }
    return bytes;
}

} // namespace

std::string_view to_text(Encoding encoding) noexcept {
    return model::text_of(names, encoding);
}

Encoding parse_encoding(std::string_view text) {
    std::string key;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    struct Name {
        std::string_view key;
        Encoding encoding;
    };
    static constexpr std::array known{Name{"utf8", Encoding::utf8},
                                      Name{"65001", Encoding::utf8},
                                      Name{"tcvn3", Encoding::tcvn3},
                                      Name{"abc", Encoding::tcvn3},
                                      Name{"tcvn5712", Encoding::tcvn3},
                                      Name{"tcvn57121", Encoding::tcvn3},
                                      Name{"vni", Encoding::vni},
                                      Name{"cp1258", Encoding::cp1258},
                                      Name{"1258", Encoding::cp1258},
                                      Name{"windows1258", Encoding::cp1258},
                                      Name{"cp1252", Encoding::cp1252},
                                      Name{"1252", Encoding::cp1252},
                                      Name{"windows1252", Encoding::cp1252},
                                      Name{"iso88591", Encoding::cp1252},
                                      Name{"88591", Encoding::cp1252},
                                      Name{"latin1", Encoding::cp1252}};
    const auto* const found = std::ranges::find(known, key, &Name::key);
    if (found != known.end()) {
        return found->encoding;
    }
    const auto list = fmt::format("{}", fmt::join(names, ", "));
    throw Error{ErrorKind::invalid_argument,
                "unknown-encoding",
                {fmt::format("Không có bảng mã “{}”. Hãy chọn một trong: {}.", text, list),
                 fmt::format("There is no encoding \"{}\". Choose one of: {}.", text, list)},
                "encoding"};
}

std::optional<std::string> decode(std::string_view bytes, Encoding encoding) {
    if (is_plain(bytes)) {
        return std::string{bytes};
    }
    switch (encoding) {
    case Encoding::utf8:
        return cleaned(std::string{bytes});
    case Encoding::tcvn3:
        return cleaned(decode_by_table(bytes, tcvn3));
    case Encoding::vni:
        return cleaned(decode_vni(bytes));
    case Encoding::cp1258:
        return cleaned(decode_by_table(bytes, cp1258));
    case Encoding::cp1252:
        return cleaned(decode_by_table(bytes, cp1252));
    }
    return std::nullopt;
}

std::optional<std::string> decode_mistaken(std::string_view utf8, Encoding encoding) {
    if (!is_utf8(utf8)) {
        return std::nullopt;
    }
    const auto bytes = to_cp1252(utf8);
    return bytes ? decode(*bytes, encoding) : std::nullopt;
}

} // namespace gis::files

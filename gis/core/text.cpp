#include "gis/core/text.hpp"

#include "gis/core/error.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>

namespace gis {

namespace {

[[noreturn]] void icu_failed(const char* what) {
    throw Error{ErrorKind::internal,
                "unicode-library",
                {"Thư viện Unicode không hoạt động.", std::string{"ICU failed: "} + what}};
}

const icu::Normalizer2& nfc() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) {
        icu_failed("NFC");
    }
    return *instance;
}

const icu::Normalizer2& nfd() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) {
        icu_failed("NFD");
    }
    return *instance;
}

icu::UnicodeString normalized(const icu::Normalizer2& form, std::string_view text) {
    const auto source = icu::UnicodeString::fromUTF8(
        icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    UErrorCode status = U_ZERO_ERROR;
    auto result = form.normalize(source, status);
    if (U_FAILURE(status)) {
        icu_failed("normalize");
    }
    return result;
}

std::unique_ptr<icu::Collator> make_collator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator{
        icu::Collator::createInstance(icu::Locale{"vi"}, status)};
    if (U_FAILURE(status)) {
        icu_failed("collator");
    }
    collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
    if (U_FAILURE(status)) {
        icu_failed("numeric collation");
    }
    return collator;
}

constexpr std::array<std::string_view, 11> unit_words{"thi tran ", "khu pho ", "phuong ", "duong ",
                                                      "huyen ",    "xom ",     "thon ",   "soc ",
                                                      "to ",       "ap ",      "xa "};

} // namespace

bool is_utf8(std::string_view text) noexcept {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()),
                  &status);
    const bool well_formed = status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status);
    return well_formed && text.find('\0') == std::string_view::npos;
}

std::string compose(std::string_view text) {
    std::string result;
    normalized(nfc(), text).toUTF8String(result);
    return result;
}

std::string clean(std::string_view text) {
    const auto composed = normalized(nfc(), text);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
        const UChar32 c = composed.char32At(i);
        if (u_charType(c) == U_CONTROL_CHAR) {
            kept.append(static_cast<UChar32>(' '));
        } else {
            kept.append(c);
        }
    }
    kept.trim();
    std::string result;
    kept.toUTF8String(result);
    return result;
}

std::string capitalised(std::string_view text) {
    auto composed = normalized(nfc(), text);
    if (!composed.isEmpty()) {
        composed.replace(0, composed.moveIndex32(0, 1), u_toupper(composed.char32At(0)));
    }
    std::string result;
    composed.toUTF8String(result);
    return result;
}

std::string lower(std::string_view text) {
    auto composed = normalized(nfc(), text);
    composed.toLower(icu::Locale::getRoot());
    std::string result;
    composed.toUTF8String(result);
    return result;
}

std::string fold(std::string_view text) {
    const auto decomposed = normalized(nfd(), text);
    icu::UnicodeString folded;
    bool gap = false;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        const auto type = u_charType(c);
        if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
            type == U_COMBINING_SPACING_MARK) {
            continue;
        }
        if (!u_isalnum(c)) {
            gap = true;
            continue;
        }
        if (gap && !folded.isEmpty()) {
            folded.append(static_cast<UChar32>(' '));
        }
        gap = false;
        const bool is_d_stroke = c == 0x0110 || c == 0x0111;
        folded.append(is_d_stroke ? static_cast<UChar32>('d') : u_tolower(c));
    }
    std::string result;
    folded.toUTF8String(result);
    return result;
}

std::string fold_name(std::string_view text) {
    const std::string folded = fold(text);
    std::string_view rest = folded;
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto word : unit_words) {
            if (rest.starts_with(word)) {
                rest.remove_prefix(word.size());
                cut = true;
            }
        }
    }
    return std::string{rest};
}

std::string sort_key(std::string_view text) {
    thread_local const auto collator = make_collator();
    const auto source = icu::UnicodeString::fromUTF8(
        icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    const auto size = collator->getSortKey(source, nullptr, 0);
    std::string key(static_cast<std::size_t>(size), '\0');
    collator->getSortKey(source, reinterpret_cast<std::uint8_t*>(key.data()), size);
    if (!key.empty() && key.back() == '\0') {
        key.pop_back();
    }
    return key;
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes) noexcept {
    if (text.size() <= bytes) {
        return text;
    }
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

} // namespace gis

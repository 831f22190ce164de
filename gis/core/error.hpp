#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace gis {

/// What went wrong, independent of any protocol. The server maps each kind to one HTTP status, the
/// command line to one exit code.
enum class ErrorKind {
    invalid_argument,      ///< a parameter, option or URL value is wrong
    not_found,             ///< the thing that was named does not exist
    conflict,              ///< the entity changed since the caller read it
    too_large,             ///< a body, file or list is over its limit
    unsupported,           ///< a format or media type that we do not take
    invalid_data,          ///< a file or body was read but its content is wrong
    precondition_required, ///< a write without If-Match
    unauthenticated,       ///< nobody is signed in, or with a wrong password
    forbidden,             ///< whoever is signed in may not do it
    busy,                  ///< locked or overloaded; try again
    no_space,              ///< the disk is full; nothing was written
    storage,               ///< the store could not read or write
    internal,              ///< a defect of ours
};

/// The same sentence in Vietnamese and English.
struct Message {
    std::string vi;
    std::string en;

    friend bool operator==(const Message&, const Message&) = default;
};

/// The one exception type of the library. Caught once, at the top: in the server's dispatch and in
/// main().
class Error : public std::runtime_error {
public:
    /// @param kind     what sort of failure
    /// @param code     stable, machine readable, kebab-case: "unknown-unit"; the `type` of a
    /// problem+json
    /// @param message  what happened, with the file, row, field or value, and what to do
    /// @param field    the offending parameter, column or option; empty where none is to blame
    Error(ErrorKind kind, std::string code, Message message, std::string field = {});

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }
    [[nodiscard]] const std::string& code() const noexcept { return m_code; }
    [[nodiscard]] const Message& message() const noexcept { return m_message; }
    [[nodiscard]] const std::string& field() const noexcept { return m_field; }

private:
    ErrorKind m_kind;
    std::string m_code;
    Message m_message;
    std::string m_field;
};

} // namespace gis

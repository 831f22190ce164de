#include "gis/core/error.hpp"

#include <utility>

namespace gis {

Error::Error(ErrorKind kind, std::string code, Message message, std::string field)
    : std::runtime_error(message.en), m_kind(kind), m_code(std::move(code)),
      m_message(std::move(message)), m_field(std::move(field)) {}

} // namespace gis

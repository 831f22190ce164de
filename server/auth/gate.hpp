#pragma once

#include "server/auth/actor.hpp"
#include "server/request.hpp"

#include <memory>
#include <utility>

namespace server {

/// Finds out who makes a request.
class Gate {
public:
    virtual ~Gate() = default;

    /// Who it is; never null. Takes microseconds: it runs on the I/O thread, before the body is
    /// read.
    /// @throws gis::Error{unauthenticated} for a wrong application password; gis::Error{forbidden}
    /// for a request that another site made a browser send, or a password over an open line
    [[nodiscard]] virtual std::shared_ptr<const Actor> identify(const Request& request) const = 0;

protected:
    Gate() = default;
    Gate(const Gate&) = default;
    Gate& operator=(const Gate&) = default;
    Gate(Gate&&) = default;
    Gate& operator=(Gate&&) = default;
};

/// Takes everybody for the same one: for tests, and where there are no accounts.
class FixedGate final : public Gate {
public:
    explicit FixedGate(Actor actor) : m_actor(std::make_shared<const Actor>(std::move(actor))) {}

    [[nodiscard]] std::shared_ptr<const Actor> identify(const Request&) const override {
        return m_actor;
    }

private:
    std::shared_ptr<const Actor> m_actor;
};

} // namespace server

#include "gis/model/proposal.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 4> proposal_state_texts{"open", "accepted", "returned",
                                                               "withdrawn"};

} // namespace

std::string_view to_text(ProposalState state) noexcept {
    return text_of(proposal_state_texts, state);
}

std::optional<ProposalState> proposal_state(std::string_view text) noexcept {
    return enum_of<ProposalState>(proposal_state_texts, text);
}

} // namespace gis::model

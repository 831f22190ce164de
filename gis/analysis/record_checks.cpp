#include "gis/analysis/record_checks.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using Severity = Finding::Severity;

Finding finding(const model::Product& product, const char* code, Severity severity,
                const std::string& vi, const std::string& en) {
    Finding found;
    found.code = code;
    found.severity = severity;
    found.unit = product.unit;
    found.message = {fmt::format("Sản phẩm {} ({}): {}.", product.name, product.id, vi),
                     fmt::format("Product {} ({}): {}.", product.name, product.id, en)};
    return found;
}

} // namespace

std::vector<Finding> check_records(const model::Plan& plan, Date today) {
    std::vector<Finding> found;
    for (const auto& product : plan.products) {
        if (product.plan != plan.id) {
            continue; // told of the plan that it was written to
        }
        const auto* owner = plan.find_cooperative(product.cooperative);
        if (!product.cooperative.empty() && owner == nullptr) {
            found.push_back(finding(
                product, "product-unknown-cooperative", Severity::warning,
                fmt::format("không còn hồ sơ hợp tác xã {}", product.cooperative),
                fmt::format("co-operative {} is not recorded any more", product.cooperative)));
        } else if (owner != nullptr && owner->dissolved_on && *owner->dissolved_on <= today) {
            found.push_back(finding(product, "product-dissolved-cooperative", Severity::warning,
                                    fmt::format("hợp tác xã {} đã giải thể ngày {}", owner->name,
                                                owner->dissolved_on->vietnamese()),
                                    fmt::format("co-operative {} was dissolved on {}", owner->name,
                                                owner->dissolved_on->iso())));
        }
        if (product.valid_to && *product.valid_to < today) {
            found.push_back(
                finding(product, "product-expired", Severity::info,
                        fmt::format("công nhận hết hạn ngày {}", product.valid_to->vietnamese()),
                        fmt::format("its recognition ended on {}", product.valid_to->iso())));
        }
    }
    return found;
}

} // namespace gis::analysis

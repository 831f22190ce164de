#include "tests/golden/demo_import.hpp"

#include "gis/files/reader.hpp"
#include "gis/model/import_plan.hpp"
#include "server/app.hpp"

#include <string>
#include <utility>

namespace demo_test {

void import_demo(server::App& app) {
    for (const auto layer : {gis::files::Layer::communes, gis::files::Layer::hamlets,
                             gis::files::Layer::roads, gis::files::Layer::facilities}) {
        gis::files::ReadOptions options;
        options.file =
            std::string{NTM_SOURCE_DIR "/data/demo/"} + std::string{to_text(layer)} + ".geojson";
        options.layer = layer;
        options.data_folder = NTM_SOURCE_DIR "/data";
        auto plan = gis::model::plan_import(gis::files::read_batch(options), *app.view()->snapshot);
        app.apply({"demo", "", "import", true, std::move(plan.rows)});
    }
}

} // namespace demo_test

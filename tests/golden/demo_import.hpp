#pragma once

namespace server {
class App;
}

namespace demo_test {

/// Imports the layers of the demonstration district, as `serve --demo` does.
void import_demo(server::App& app);

} // namespace demo_test

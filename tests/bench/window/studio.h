// The studio's window with settings of its own, on a generated project in a temporary folder.
#pragma once

#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/theme/theme.h"

#include <QTemporaryDir>

#include <memory>

class QWidget;

namespace gw::bench {

// A project of one REST API with `routes` methods, four a resource, each with parameters, an HTTP integration that goes
// to 127.0.0.1, a template and a model; and a stage that deploys by itself.
void writeProject(const QString& folder, int routes);

struct Studio
{
    explicit Studio(int routes);

    void open();  // and waits until it is
    void start(); // the gateway, on any free port, and waits until its stage answers

    QTemporaryDir folder;
    QTemporaryDir settings;
    ui::Preferences preferences;
    ui::Theme theme{ui::ThemeChoice::Light};
    ui::Workspace workspace;
    ui::GatewaySession gateway{workspace};
    std::unique_ptr<ui::MainWindow> window;

    [[nodiscard]] const Api& api() const { return *workspace.project().apis.front(); }
    [[nodiscard]] NodeRef methodAt(std::size_t n) const; // around the end

    // That is seen, of this accessible name.
    template <typename W>
    [[nodiscard]] W* visible(const char* name) const
    {
        for (W* each : window->findChildren<W*>())
            if (each->isVisible() && each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("There is no \"%s\".", name);
    }
};

} // namespace gw::bench

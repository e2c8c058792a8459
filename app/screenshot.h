// Screenshot: drives the real window to a page worth showing, writes it as PNG, and ends the program. What
// installer/screenshots.sh calls.
#pragma once

#include "app/application.h"

#include <QNetworkAccessManager>

namespace gw::app {

class Screenshot final : public QObject
{
    Q_OBJECT

public:
    Screenshot(const ScreenshotOrder& order, ui::Workspace& workspace, ui::GatewaySession& gateway,
               ui::MainWindow& window, QObject* parent);

private:
    void start();
    void callOnce();
    void take();
    void callNext();
    [[nodiscard]] std::optional<NodeRef> methodToShow() const;

    ScreenshotOrder m_order;
    ui::Workspace& m_workspace;
    ui::GatewaySession& m_gateway;
    ui::MainWindow& m_window;
    QNetworkAccessManager m_network;
    bool m_isCalled = false;
    bool m_isTaken = false;
};

} // namespace gw::app

// MessageArea: the message bars over the page: recovery, conflicts with the disk, what failed. Newest on top, one of a
// kind.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QMap>
#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace gw::ui {

class GatewaySession;
class MessageBar;
class Workspace;

class MessageArea final : public QWidget
{
    Q_OBJECT

public:
    MessageArea(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    void show(const QString& kind, const Diagnostic& diagnostic);
    [[nodiscard]] QStringList texts() const;

signals:
    void projectOfFileRequested(); // "Make a Project…"
    void portChoiceRequested();    // "Use Any Free Port"

private:
    MessageBar* add(const QString& kind, Severity severity, const QString& text);
    void close(const QString& kind);
    void clear();
    void showRefusal(const Diagnostic& diagnostic);
    void showRecovery();
    void showConflict(const QStringList& files);
    void showGatewayFailure();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    QVBoxLayout* m_column;
    QMap<QString, QPointer<MessageBar>> m_bars;
};

} // namespace gw::ui

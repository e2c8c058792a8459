// ProtocolsForm: the sub-protocols a WebSocket request offers, what the server chose of them, and how often a
// connection that was lost is opened again.
#pragma once

#include "core/console/websocket_request.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace gw::ui {

class Theme;
class ToneLabel;

class ProtocolsForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ProtocolsForm(const Theme& theme, QWidget* parent = nullptr);

    void setValues(const QStringList& subprotocols, const console::Reconnect& reconnect);
    [[nodiscard]] QStringList subprotocols() const;
    [[nodiscard]] console::Reconnect reconnect() const;
    void setChosen(const QString& subprotocol); // by the server; empty: none

signals:
    void edited();

private:
    QLineEdit* m_names;
    ToneLabel* m_chosen;
    QSpinBox* m_attempts;
    QSpinBox* m_delay;
};

} // namespace gw::ui

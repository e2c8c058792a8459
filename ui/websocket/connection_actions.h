// ConnectionActions: what can be done with open connections: send a message to those selected or to all of the list,
// and close those selected with a code and a reason; and what came of it. It tells what people want, and does nothing
// itself.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class ConnectionActions final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionActions(const Theme& theme, QWidget* parent = nullptr);

    void setState(bool isRunning, int selected, int shown); // connections
    void showSent(int taken, int asked);
    void showClosed(int taken, int asked);
    void forgetOutcome();
    void send(); // what is written, if anything
    void closeSelected();

signals:
    void sendRequested(const QString& message); // to those selected
    void broadcastRequested(const QString& message);
    void closeRequested(int code, const QString& reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* buildSending(const Theme& theme);
    QVBoxLayout* buildSendButtons();
    QHBoxLayout* buildClosing(const Theme& theme);
    void buildCloseFrame();
    void refresh();

    bool m_isRunning = false;
    int m_selected = 0;
    int m_shown = 0;
    CodeEditor* m_message = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_broadcast = nullptr;
    QSpinBox* m_code = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_close = nullptr;
    ToneLabel* m_outcome = nullptr;
};

} // namespace gw::ui

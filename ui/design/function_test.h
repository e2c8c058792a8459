// FunctionTest: invokes a function with an event and shows its result, its log and how long it took.
#pragma once

#include "ui/session/running_backends.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace gw::ui {

class BackendsSession;
class CodeEditor;
class GatewaySession;
class LogView;
class ToneLabel;

class FunctionTest final : public QWidget
{
    Q_OBJECT

public:
    FunctionTest(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showFunction(const QString& name);
    void invoke();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildEvent();
    QWidget* buildResult();
    void showRunning();
    void showOutcome(const InvokeOutcome& outcome);

    GatewaySession& m_gateway;
    BackendsSession& m_backends;
    const Theme& m_theme;
    QString m_name;
    int m_running = 0; // the invocation that is waited for
    QComboBox* m_samples = nullptr;
    CodeEditor* m_event = nullptr;
    QPushButton* m_invoke = nullptr;
    QPushButton* m_start = nullptr;
    ToneLabel* m_state = nullptr;
    CodeEditor* m_result = nullptr;
    LogView* m_log = nullptr;
};

} // namespace gw::ui

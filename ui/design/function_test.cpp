// The test panel: the event on the left, what came of it on the right.
#include "ui/design/function_test.h"

#include "ui/models/event_samples.h"
#include "ui/models/json_text.h"
#include "ui/models/quantity_text.h"
#include "ui/session/backends_session.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/run_key.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

namespace gw::ui {

FunctionTest::FunctionTest(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_gateway(gateway), m_backends(gateway.backends()), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    auto* split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(buildEvent());
    split->addWidget(buildResult());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    column->addWidget(split);
    connect(&m_backends, &BackendsSession::runningChanged, this, &FunctionTest::showRunning);
    connect(&m_backends, &BackendsSession::invoked, this, [this](int number, const InvokeOutcome& outcome) {
        if (number == m_running)
            showOutcome(outcome);
    });
    showRunning();
}

QWidget* FunctionTest::buildEvent()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, spacing::m, 0);
    column->setSpacing(spacing::m);
    auto* row = new QHBoxLayout;
    auto* label = new ToneLabel(m_theme, tone::section, tr("Event"));
    row->addWidget(label);
    m_samples = new ChoiceBox;
    m_samples->setAccessibleName(tr("Sample event"));
    m_samples->setToolTip(tr("Fill in a sample event"));
    for (const EventSample& sample : eventSamples())
        m_samples->addItem(sample.name, sample.text);
    row->addWidget(m_samples, 1);
    m_invoke = pushButton(tr("Invoke"), box, ButtonRole::Primary);
    m_invoke->setToolTip(withShortcut(tr("Run the function with this event"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    row->addWidget(m_invoke);
    column->addLayout(row);
    m_event = new CodeEditor(m_theme);
    m_event->setLanguage(CodeEditor::Language::Json);
    m_event->setAccessibleName(tr("Event"));
    m_event->setTabChangesFocus(true);
    m_event->setPlainText(m_samples->itemData(0).toString());
    m_event->installEventFilter(this);
    column->addWidget(m_event, 1);
    connect(m_samples, &QComboBox::activated, this,
            [this](int index) { m_event->updateText(m_samples->itemData(index).toString()); });
    connect(m_invoke, &QPushButton::clicked, this, &FunctionTest::invoke);
    return box;
}

QWidget* FunctionTest::buildResult()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(spacing::m, 0, 0, 0);
    column->setSpacing(spacing::m);
    auto* row = new QHBoxLayout;
    row->addWidget(new ToneLabel(m_theme, tone::section, tr("Result")));
    m_state = new ToneLabel(m_theme, tone::muted);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_state, 1);
    m_start = pushButton(tr("Start Gateway"), box);
    connect(m_start, &QPushButton::clicked, &m_gateway, &GatewaySession::start);
    row->addWidget(m_start);
    column->addLayout(row);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    m_result = new CodeEditor(m_theme);
    m_result->setLanguage(CodeEditor::Language::Json);
    m_result->setReadOnly(true);
    m_result->setTabChangesFocus(true);
    m_result->setAccessibleName(tr("Result"));
    m_result->setPlaceholderText(tr("What the function answers appears here."));
    split->addWidget(m_result);
    m_log = new LogView(m_theme, tr("Log of the invocation"));
    m_log->setFrameShape(QFrame::StyledPanel);
    m_log->setPlaceholderText(tr("What the function writes while it runs appears here."));
    split->addWidget(m_log);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);
    return box;
}

void FunctionTest::showFunction(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_running = 0;
    m_result->clear();
    m_log->clear();
    showRunning();
}

void FunctionTest::showRunning()
{
    const bool isRunning = m_backends.isRunning();
    m_running = isRunning ? m_running : 0;
    m_invoke->setEnabled(isRunning && m_running == 0);
    m_start->setVisible(!isRunning);
    m_state->setTone(tone::muted);
    m_state->setText(isRunning ? QString() : tr("Functions run while the gateway runs."));
}

void FunctionTest::invoke()
{
    if (!m_invoke->isEnabled())
        return;
    if (const auto event = parseJsonText(m_event->toPlainText()); !event) {
        m_state->setTone(tone::error);
        m_state->setText(tr("The event is no JSON. %1").arg(errorText(event.error())));
        return;
    }
    m_running = m_backends.invoke(m_name, m_event->toPlainText());
    m_invoke->setEnabled(false);
    m_result->clear();
    m_log->clear();
    m_state->setTone(tone::muted);
    m_state->setText(tr("Running…"));
}

void FunctionTest::showOutcome(const InvokeOutcome& outcome)
{
    m_running = 0;
    m_invoke->setEnabled(m_backends.isRunning());
    const QString time = durationText(outcome.duration);
    const bool isGood = outcome.problem.empty() && !outcome.isFunctionError;
    m_state->setTone(isGood ? tone::muted : tone::error);
    if (!outcome.problem.empty())
        m_state->setText(QString::fromStdString(outcome.problem));
    else
        m_state->setText(outcome.isFunctionError ? tr("The function failed after %1.").arg(time)
                                                 : tr("Succeeded in %1.").arg(time));
    const QString payload = QString::fromStdString(outcome.payload);
    const auto value = parseJsonText(payload);
    m_result->setPlainText(value && !value->isNull() ? jsonText(*value) : payload);
    m_log->append(QString::fromStdString(outcome.log).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
}

bool FunctionTest::eventFilter(QObject* watched, QEvent* event)
{
    if (!isRunKey(*event))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        invoke();
    return true;
}

} // namespace gw::ui

// The output is what would be sent, to the byte: it is never laid out anew.
#include "ui/design/template_pane.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int outputPart = 0;

}

TemplatePane::TemplatePane(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_view(new CodeEditor(theme)), m_payload(new CodeEditor(theme)),
      m_parts(new SegmentedControl(theme)), m_chooser(new QComboBox), m_notes(new ToneLabel(theme, tone::label))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xs);
    for (CodeEditor* editor : {m_view, m_payload}) {
        editor->setFrameShape(QFrame::StyledPanel);
        editor->setTabChangesFocus(true);
        editor->setLanguage(CodeEditor::Language::Json);
        column->addWidget(editor);
    }
    m_view->setReadOnly(true);
    m_view->setAccessibleName(tr("Output"));
    m_view->setToolTip(tr("A click goes to the line of the template that wrote it"));
    m_view->viewport()->installEventFilter(this);
    m_payload->setAccessibleName(tr("Payload"));
    m_payload->hide();
    auto* foot = new QHBoxLayout;
    foot->setSpacing(spacing::m);
    m_parts->addSegment(tr("Output"));
    m_parts->addSegment(tr("Payload"));
    m_chooser->setAccessibleName(tr("Sample"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(12);
    m_chooser->installEventFilter(this);
    foot->addWidget(m_parts);
    foot->addWidget(m_chooser, 1);
    column->addLayout(foot);
    m_notes->setWordWrap(true);
    m_notes->hide();
    column->addWidget(m_notes);
    column->addStretch(1);
    connect(m_parts, &SegmentedControl::currentChanged, this, &TemplatePane::showPart);
    connect(m_payload, &QPlainTextEdit::textChanged, this, &TemplatePane::payloadTyped);
    connect(m_chooser, &QComboBox::activated, this, [this] {
        m_isOwnPayload = false;
        emit sampleChosen();
    });
    setChoices({{SampleChoice::Kind::Design, {}, tr("Made from the design")}});
}

// The editors tell of what happens to them while they go.
TemplatePane::~TemplatePane()
{
    m_view->viewport()->removeEventFilter(this);
    m_chooser->removeEventFilter(this);
}

void TemplatePane::setHeight(int height)
{
    m_view->setFixedHeight(height);
    m_payload->setFixedHeight(height);
}

void TemplatePane::setChoices(const std::vector<SampleChoice>& choices)
{
    const SampleChoice current = choice();
    m_choices = choices;
    const QSignalBlocker quiet(m_chooser);
    m_chooser->clear();
    for (const SampleChoice& c : m_choices)
        m_chooser->addItem(c.label);
    const auto it = std::find(m_choices.begin(), m_choices.end(), current);
    m_chooser->setCurrentIndex(it == m_choices.end() ? 0 : static_cast<int>(it - m_choices.begin()));
}

SampleChoice TemplatePane::choice() const
{
    const int index = m_chooser->currentIndex();
    return index >= 0 && index < static_cast<int>(m_choices.size()) ? m_choices[static_cast<std::size_t>(index)]
                                                                    : SampleChoice{};
}

void TemplatePane::setSample(const TemplateSample& sample)
{
    const std::string own = m_sample.body;
    m_sample = sample;
    if (m_isOwnPayload) {
        m_sample.body = own;
        return;
    }
    m_isLoading = true;
    m_payload->updateText(QString::fromStdString(m_sample.body));
    m_isLoading = false;
}

void TemplatePane::payloadTyped()
{
    if (m_isLoading)
        return;
    m_isOwnPayload = true;
    m_sample.body = m_payload->toPlainText().toStdString();
    emit sampleEdited();
}

void TemplatePane::showRendering(const TemplateRendering& rendering, const QString& contentType)
{
    m_rendering = rendering;
    m_view->setLanguage(CodeEditor::languageOf(contentType));
    if (rendering.fault.isEmpty())
        m_view->updateText(rendering.output); // while there is a fault, the last output stays to compare with
    QStringList notes = rendering.overrides;
    m_notes->setTone(rendering.fault.isEmpty() ? tone::label : tone::error);
    if (!rendering.fault.isEmpty())
        notes = QStringList{
            rendering.line > 0
                ? tr("Line %1, column %2: %3").arg(rendering.line).arg(rendering.column).arg(rendering.fault)
                : rendering.fault};
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

void TemplatePane::forget()
{
    m_isOwnPayload = false;
    m_rendering = {};
    setChoices({{SampleChoice::Kind::Design, {}, tr("Made from the design")}});
    m_chooser->setCurrentIndex(0);
    m_notes->hide();
}

void TemplatePane::showPart()
{
    const bool isOutput = m_parts->current() == outputPart;
    m_view->setVisible(isOutput);
    m_payload->setVisible(!isOutput);
}

bool TemplatePane::eventFilter(QObject* watched, QEvent* event)
{
    const bool opens = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusIn;
    if (watched == m_chooser && opens)
        emit choicesWanted();
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const bool isClick = mouse->button() == Qt::LeftButton && !m_view->textCursor().hasSelection();
        const int position = m_view->cursorForPosition(mouse->position().toPoint()).position();
        if (const int line = isClick ? lineThatWrote(m_rendering, position) : 0; line > 0)
            emit lineRequested(line);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui

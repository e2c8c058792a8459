// The panel takes the place of the property tree until the model is made.
#include "ui/design/sample_panel.h"

#include "core/api/schema_from_sample.h"
#include "ui/models/json_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gw::ui {

SamplePanel::SamplePanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_editor(new CodeEditor(theme)), m_captured(new ChoiceBox),
      m_required(new QCheckBox(tr("Every property of the sample is required"))),
      m_problem(new ToneLabel(theme, tone::error))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, spacing::m, 0);
    column->setSpacing(spacing::m);
    column->addWidget(new ToneLabel(theme, tone::section, tr("Model from a sample")));
    auto* text = new ToneLabel(theme, tone::label,
                               tr("Paste a JSON body, or choose one that went through the gateway. The model that is "
                                  "made takes the place of this one; Undo brings it back."));
    text->setWordWrap(true);
    column->addWidget(text);
    m_captured->setAccessibleName(tr("Captured body"));
    m_captured->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    column->addWidget(m_captured);
    m_editor->setLanguage(CodeEditor::Language::Json);
    m_editor->setFrameShape(QFrame::StyledPanel);
    m_editor->setAccessibleName(tr("Sample"));
    m_editor->setPlaceholderText(QStringLiteral("{ \"name\": \"Rex\", \"tags\": [\"dog\"] }"));
    m_editor->setTabChangesFocus(true);
    column->addWidget(m_editor, 1);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    m_required->setChecked(true);
    column->addWidget(m_required);
    auto* row = new QHBoxLayout;
    auto* cancel = pushButton(tr("Cancel"), this);
    m_make = pushButton(tr("Make Model"), this, ButtonRole::Primary);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_make);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &SamplePanel::closed);
    connect(m_make, &QPushButton::clicked, this, &SamplePanel::make);
    connect(m_captured, &QComboBox::activated, this, [this](int index) {
        if (index > 0 && index <= static_cast<int>(m_bodies.size()))
            m_editor->updateText(QString::fromStdString(m_bodies[static_cast<std::size_t>(index) - 1].body));
    });
}

void SamplePanel::open()
{
    m_bodies = m_listBodies ? m_listBodies() : std::vector<CapturedBody>{};
    m_captured->clear();
    m_captured->addItem(m_bodies.empty() ? tr("No JSON body was captured yet") : tr("Choose a captured body"));
    for (const CapturedBody& body : m_bodies)
        m_captured->addItem(body.label);
    m_captured->setEnabled(!m_bodies.empty());
    m_problem->hide();
    m_editor->setMarks({});
    m_editor->setFocus();
}

void SamplePanel::make()
{
    SampleOptions options;
    options.requireAll = m_required->isChecked();
    const auto schema = schemaFromSampleText(m_editor->toPlainText().toStdString(), options);
    m_problem->setVisible(!schema);
    if (!schema) {
        const SourcePosition at = schema.error().position;
        m_problem->setText(errorText(schema.error()));
        m_editor->setMarks({{at.line, Severity::Error, errorText(schema.error()), at.column}});
        m_editor->setFocus();
        return;
    }
    m_editor->setMarks({});
    emit schemaMade(*schema);
    emit closed();
}

} // namespace gw::ui

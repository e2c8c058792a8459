// SamplePanel: makes a model from a body: pasted JSON, or one that went through the gateway.
#pragma once

#include "core/json/value.h"
#include "ui/models/captured_bodies.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QPushButton;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class SamplePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SamplePanel(const Theme& theme, QWidget* parent = nullptr);

    void setBodies(std::function<std::vector<CapturedBody>()> bodies) { m_listBodies = std::move(bodies); }
    void open();
    [[nodiscard]] CodeEditor* editor() const { return m_editor; }
    [[nodiscard]] QPushButton* makeButton() const { return m_make; }

signals:
    void schemaMade(const gw::json::Value& schema);
    void closed();

private:
    void make();

    CodeEditor* m_editor;
    QComboBox* m_captured;
    QCheckBox* m_required;
    QPushButton* m_make;
    ToneLabel* m_problem;
    std::function<std::vector<CapturedBody>()> m_listBodies;
    std::vector<CapturedBody> m_bodies;
};

} // namespace gw::ui

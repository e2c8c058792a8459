// RouteTester: a method and a path to try, with the route of an HTTP API that answers them, and why.
#pragma once

#include "core/api/project.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace gw::ui {

class ToneLabel;
class Workspace;

class RouteTester final : public QWidget
{
    Q_OBJECT

public:
    RouteTester(const Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api); // tries again: its routes may have changed

signals:
    void routeRequested(const gw::NodeRef& route); // the one that answers

private:
    QWidget* buildVerb();
    QWidget* buildPath(const Theme& theme);
    void tryPath();
    [[nodiscard]] QString answerOf(const Api& api, const QString& path); // and keeps its route

    const Workspace& m_workspace;
    ApiId m_api;
    NodeRef m_tried;
    QComboBox* m_verb;
    QLineEdit* m_path;
    QPushButton* m_open;
    ToneLabel* m_answer;
};

} // namespace gw::ui

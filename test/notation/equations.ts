/** The numbered equations of the lecture notes, in the LaTeX that a lesson would use. */
export const equations: readonly string[] = [
  String.raw`\xrightarrow{x} \underbrace{\operatorname{ReLU}(0, W_1 x)}_{\text{Layer 1}}
\xrightarrow{h_1} \underbrace{\operatorname{ReLU}(0, W_2 h_1)}_{\text{Layer 2}}
\xrightarrow{h_2} \underbrace{\operatorname{ReLU}(0, W_3 h_2)}_{\text{Layer 3}}
\xrightarrow{h_3} \operatorname{Loss} \tag{1}`,

  String.raw`\begin{aligned}
\frac{\partial L}{\partial W_3} &= \frac{\partial L}{\partial h_3} \frac{\partial h_3}{\partial W_3} \\
&= \frac{\partial L}{\partial h_3} \frac{\partial\,\mathrm{ReLU}(W_3 h_2)}{\partial W_3} \\
&= \frac{\partial L}{\partial h_3}
\underbrace{\frac{\partial\,\mathrm{ReLU}(W_3 h_2)}{\partial W_3 h_2}}_{\text{der. of ReLU}}
\underbrace{\frac{\partial W_3 h_2}{\partial W_3}}_{h_2}
\end{aligned} \tag{2}`,

  String.raw`\overset{\text{Backprop}}{\longleftarrow} \frac{\partial L}{\partial h_2} =
\underbrace{\frac{\partial L}{\partial h_3}}_{\text{prev. layer}}
\overbrace{\frac{\partial h_3}{\partial W_3 h_2}}^{\text{der. of ReLU}}
\underbrace{\frac{\partial W_3 h_2}{\partial h_2}}_{W_3} \tag{3}`,

  String.raw`\begin{aligned}
\frac{\partial L}{\partial W_2} &= \frac{\partial L}{\partial h_2} \frac{\partial h_2}{\partial W_2} \\
&= \frac{\partial L}{\partial h_2} \frac{\partial h_2}{\partial W_2 h_1}
\frac{\partial W_2 h_1}{\partial W_2}
\end{aligned} \tag{4}`,

  String.raw`\underset{\text{Backprop}}{\longleftarrow} \frac{\partial L}{\partial h_1} =
\frac{\partial L}{\partial h_2} \frac{\partial h_2}{\partial W_2 h_1}
\frac{\partial W_2 h_1}{\partial h_1} \tag{5}`,

  String.raw`a = ((1, 1), (1, 1)) \to ((4.5, 4.5)(4.5, 4.5)) \tag{6}`,
  String.raw`b = a + 2 \to 1 \tag{7}`,
  String.raw`c = b^2 \to 2b \tag{8}`,
  String.raw`d = 3c \to 3 \tag{9}`,

  String.raw`d.\mathrm{mean}() \rightarrow
\left(\left(\frac{1}{N}, \frac{1}{N}\right)\left(\frac{1}{N}, \frac{1}{N}\right)\right) \tag{10}`,
];

/** Formulas of later lessons, one for each construction that the equations above do not have. */
export const further: Readonly<Record<string, string>> = {
  sigmoid: String.raw`\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma'(z) = \sigma(z)(1 - \sigma(z))`,
  'cross-entropy': String.raw`L = -\sum_{i=1}^{N} y_i \log \hat{y}_i + \frac{\lambda}{2}\sum_{j} \lVert W_j \rVert^2`,
  gradient: String.raw`\frac{\partial L}{\partial W} = \begin{bmatrix}
\frac{\partial L}{\partial w_{11}} & \cdots & \frac{\partial L}{\partial w_{1n}} \\
\vdots & \ddots & \vdots \\
\frac{\partial L}{\partial w_{m1}} & \cdots & \frac{\partial L}{\partial w_{mn}} \end{bmatrix}`,
  relu: String.raw`\mathrm{ReLU}(z) = \begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}`,
  'batch-norm': String.raw`\hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}, \quad
\hat W_{ij} = \bar{x} + \tilde{z} + \vec{v} \cdot \overline{ab}`,
  mask: String.raw`\left(\frac{\partial L}{\partial h_3} \odot 1[z_3 > 0]\right) h_2^\top \in \mathbb{R}^{o \times h}`,
  layer: String.raw`W \leftarrow W - \eta \frac{\partial L}{\partial W}, \quad
h^{[l]} = g\left(W^{[l]} h^{[l-1]} + b^{(l)}\right), \quad L_{\text{MSE}}`,
  attention: String.raw`\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) V`,
  roots: String.raw`\sqrt{\frac{a}{b}} + \sqrt[3]{x + 1} + \sqrt{x} + \binom{n}{k} + \frac{\frac{a}{b}}{c+d}`,
  limits: String.raw`\operatorname*{argmin}_{\theta} \prod_{k=1}^{K} \lim_{\epsilon \to 0} \int_0^1 x\,dx`,
  matrices: String.raw`\begin{pmatrix} 1 & -2 \\ 3.5 & 4 \end{pmatrix} \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}
= \begin{vmatrix} a & b \\ c & d \end{vmatrix} \Rightarrow \mathbf{W} \nabla_W L`,
  fences: String.raw`\left\{ \frac ab \right\} \left\lfloor \frac{n}{2} \right\rfloor
\left\langle \frac ab \right\rangle \left. \frac{dy}{dx} \right|_{x=0} \left(\frac{a}{b}\right)^\top`,
  braces: String.raw`\overbrace{\underbrace{(W_3 h_2)}_{z_3} + b}^{\text{pre-activation}} \le \underbrace{x}_{1}`,
};

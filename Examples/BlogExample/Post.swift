import OneShot

/// The final listing of the post, its loader and its training loop: each line of Swift below its line of
/// Keras. What an arrow says is not there has no counterpart.
enum Post {
  // def W_init(shape,name=None):
  //     values = rng.normal(loc=0,scale=1e-2,size=shape)
  static let wInit = Initializer.normal(standardDeviation: 1e-2)
  // def b_init(shape,name=None):
  //     values=rng.normal(loc=0.5,scale=1e-2,size=shape)
  static let bInit = Initializer.normal(mean: 0.5, standardDeviation: 1e-2)

  // input_shape = (105, 105, 1)
  static let inputShape: Shape = [105, 105, 1]

  // convnet = Sequential()
  static let convnet = Sequential {
    // convnet.add(Conv2D(64,(10,10),activation='relu',input_shape=input_shape,
    //                    kernel_initializer=W_init,kernel_regularizer=l2(2e-4)))
    // → The first biases are zeros; the penalties are the optimizer's, below.
    Conv2D(64, kernel: 10, activation: .relu, weightInitializer: wInit)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Conv2D(128,(7,7),activation='relu',
    //                    kernel_regularizer=l2(2e-4),kernel_initializer=W_init,bias_initializer=b_init))
    Conv2D(
      128, kernel: 7, activation: .relu, weightInitializer: wInit, biasInitializer: bInit)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Conv2D(128,(4,4),activation='relu',kernel_initializer=W_init,
    //                    kernel_regularizer=l2(2e-4),bias_initializer=b_init))
    Conv2D(
      128, kernel: 4, activation: .relu, weightInitializer: wInit, biasInitializer: bInit)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Conv2D(256,(4,4),activation='relu',kernel_initializer=W_init,
    //                    kernel_regularizer=l2(2e-4),bias_initializer=b_init))
    Conv2D(
      256, kernel: 4, activation: .relu, weightInitializer: wInit, biasInitializer: bInit)
    // convnet.add(Flatten())
    Flatten()
    // convnet.add(Dense(4096,activation="sigmoid",kernel_regularizer=l2(1e-3),
    //                   kernel_initializer=W_init,bias_initializer=b_init))
    Dense(4096, activation: .sigmoid, weightInitializer: wInit, biasInitializer: bInit)
  }

  static func siameseNet(seed: UInt64) throws -> Siamese<Sequential> {
    // encoded_l = convnet(left_input)
    // encoded_r = convnet(right_input)
    // L1_distance = lambda x: K.abs(x[0]-x[1])
    // both = merge([encoded_l,encoded_r], mode = L1_distance, output_shape=lambda x: x[0])
    // prediction = Dense(1,activation='sigmoid',bias_initializer=b_init)(both)
    // siamese_net = Model(input=[left_input,right_input],output=prediction)
    try Siamese(
      convnet, input: inputShape, distance: .l1,
      head: Dense(1, activation: .sigmoid, biasInitializer: bInit), seed: seed)
  }

  static var optimizer: Adam {
    // optimizer = Adam(0.00006)
    var optimizer = Adam(learningRate: 0.00006)
    // kernel_regularizer=l2(2e-4), and l2(1e-3) of the dense layer
    // → Each weight counts once, though it is used for both images; biases do not count.
    for layer in [0, 2, 4, 6] {
      optimizer.options.layers["leg.\(layer).weight"] = LayerSettings(regularizer: .l2(2e-4))
    }
    optimizer.options.layers["leg.8.weight"] = LayerSettings(regularizer: .l2(1e-3))
    return optimizer
  }
}

// class Siamese_Loader:
struct SiameseLoader {
  // def __init__(self,Xtrain,Xval):
  //     self.n_classes,self.n_examples,self.w,self.h = Xtrain.shape
  // → A dataset knows its classes, their images and their size, and is not copied.
  let train: ImageDataset
  let validation: ImageDataset

  // def get_batch(self,n):
  func batches(of n: Int, seed: UInt64) throws -> Batches<ImagePairs> {
    // categories = rng.choice(self.n_classes,size=(n,),replace=False)
    let sampler = try PairSampler(train)
    // targets[n//2:] = 1
    // for i in range(n):
    //     idx_1 = rng.randint(0,self.n_examples)
    //     idx_2 = rng.randint(0,self.n_examples)
    //     category_2 = category if i >= n//2 else (category + rng.randint(1,self.n_classes)) % self.n_classes
    // return pairs, targets
    // → Here the two images of a pair are never the same one, which idx_1 and idx_2 can be.
    return .pairs(n, from: sampler, seed: seed)
  }

  // def make_oneshot_task(self,N):
  //     categories = rng.choice(self.n_val,size=(N,),replace=False)
  //     true_category = categories[0]
  //     ex1, ex2 = rng.choice(self.n_examples,replace=False,size=(2,))
  //     test_image = np.asarray([self.Xval[true_category,ex1,:,:]]*N)
  //     support_set = self.Xval[categories,indices,:,:]
  // → The true class is anywhere, not always the first one.
  func oneShotTasks(_ N: Int, _ k: Int, seed: UInt64) throws -> TaskSet {
    try TaskSampler(validation, ways: N, scope: .acrossGroups).tasks(k, seed: seed)
  }

  // def test_oneshot(self,model,N,k,verbose=0):
  func testOneShot(
    _ model: some TaskScorer, _ N: Int, _ k: Int, seed: UInt64
  ) throws -> Accuracy {
    // for i in range(k):
    //     inputs, targets = self.make_oneshot_task(N)
    //     probs = model.predict(inputs)
    //     if np.argmax(probs) == 0:
    //         n_correct+=1
    // percent_correct = (100.0*n_correct / k)
    // → Each image is embedded once; of N equal scores none is right.
    Evaluation(of: model, on: try oneShotTasks(N, k, seed: seed)).accuracy
  }
}

extension Post {
  static func train(
    _ siameseNet: inout Siamese<Sequential>, with loader: SiameseLoader, plan: TrainingPlan,
    callbacks: [any Callback]
  ) throws -> TrainingHistory {
    // evaluate_every = 7000
    // → plan.stepsPerEpoch
    // loss_every=300
    // → ProgressBar and CSVLogger, among the callbacks
    // batch_size = 32
    let batchSize = 32
    // N_way = 20
    let N = 20
    // n_val = 550
    let k = 550
    // best = 76.0
    // → EarlyStopping: it keeps the best weights by alphabets that are not in the evaluation set.
    var optimizer = optimizer
    // for i in range(900000):
    // → plan.steps
    //     (inputs,targets)=loader.get_batch(batch_size)
    let batches = try loader.batches(of: batchSize, seed: plan.seed)
    return try fit(
      &siameseNet, with: &optimizer, on: batches, plan: plan, callbacks: callbacks
    ) { siameseNet, batch in
      //     loss=siamese_net.train_on_batch(inputs,targets)
      binaryCrossEntropy(siameseNet(batch.left, batch.right), batch.targets)
    } validation: { siameseNet in
      //     if i % evaluate_every == 0:
      //         val_acc = loader.test_oneshot(siamese_net,N_way,n_val,verbose=True)
      let accuracy = try loader.testOneShot(siameseNet, N, k, seed: plan.seed)
      //         if val_acc >= best:
      //             siamese_net.save('PATH')
      //             best=val_acc
      return [.oneShotAccuracy: accuracy.value]
      //     if i % loss_every == 0:
      //         print("iteration {}, training loss: {:.2f},".format(i,loss))
    }
  }
}
